using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Layout;

/// <summary>Which decisions would be other ones, a page of them, those that are lost apart.</summary>
/// <param name="Losses">What is allowed now and would not be.</param>
/// <param name="Others">What would be allowed, or is undecided and would not be, or the other way round.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
/// <param name="Incomplete">Why this is not all, one of <see cref="IncompleteReasons"/>; null when it is.</param>
/// <param name="Revision">The revision that it was worked out at.</param>
public sealed record ImpactView(
    IReadOnlyList<ImpactDifference> Losses, IReadOnlyList<ImpactDifference> Others, string? Next, string? Incomplete, long Revision)
{
    /// <summary>Most differences of a page.</summary>
    public const int PageItems = 100;

    /// <summary>Whether these are not all that are lost: there may be more of them on later pages.</summary>
    public bool MoreLosses { get; private init; }

    /// <summary>Whether this is the first page.</summary>
    public bool IsFirst { get; private init; }

    /// <summary>Whether nothing would be decided otherwise.</summary>
    public bool IsEmpty => Losses.Count == 0 && Others.Count == 0 && Next is null;

    /// <summary>
    /// Works out a page. Where not all fits into the first one, it has what is lost all the same, as far as that fits: that is what must not be overlooked.
    /// </summary>
    public static async ValueTask<ImpactView> ReadAsync(PageCall call, ImpactRequest request)
    {
        var page = await call.Service.ImpactAsync(call.Tenant, request with { Limit = PageItems }, call.Cancellation);
        var isFirst = request.After is null;
        var losses = isFirst && page.Incomplete is not null
            ? await call.Service.ImpactAsync(call.Tenant, request with { Limit = PageItems, OnlyLosses = true }, call.Cancellation) : null;
        return new ImpactView([.. losses ?? page.Where(IsLoss)], [.. page.Where(difference => !IsLoss(difference))], page.Next, page.Incomplete, page.Revision)
        {
            MoreLosses = losses?.Incomplete is not null || (losses is null && page.Incomplete is not null),
            IsFirst = isFirst,
        };
    }

    private static bool IsLoss(ImpactDifference difference) => difference.Before == "allow";
}
