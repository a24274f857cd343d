using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Layout;

/// <summary>Some of what is stored, proposed while a field is filled in; anything else can be typed all the same.</summary>
/// <param name="Items">What is proposed.</param>
/// <param name="AreMore">Whether more is stored than that.</param>
public sealed record Choices(IReadOnlyList<string> Items, bool AreMore = false)
{
    /// <summary>Most of a kind.</summary>
    public const int Most = 200;

    /// <summary>Nothing is proposed.</summary>
    public static Choices None { get; } = new([]);

    /// <summary>The ids of the first objects of a kind.</summary>
    internal static ValueTask<Choices> IdsAsync(PageCall call, string kind) => IdsAsync(call, new BrowseRequest(kind));

    /// <summary>The ids of the first objects of those that are asked for.</summary>
    internal static async ValueTask<Choices> IdsAsync(PageCall call, BrowseRequest request)
    {
        var page = await call.Service.BrowseAsync(call.Tenant, request with { Limit = Most }, call.Cancellation);
        return new Choices([.. page.Items.Select(item => item.Ref.Id)], page.Next is not null);
    }

    /// <summary>The first subjects of some types, for those who may read what is stored.</summary>
    internal static async ValueTask<Choices> SubjectsAsync(PageCall call, params IEnumerable<string> types)
    {
        if (!call.MayRead) return None;
        List<string> found = [];
        var areMore = false;
        foreach (var type in types)
        {
            var ids = await IdsAsync(call, type);
            found.AddRange(ids.Items.Select(id => $"{type}:{id}"));
            areMore |= ids.AreMore;
        }

        return new Choices(found, areMore);
    }
}
