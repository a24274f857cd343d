using OrleansAcl.Requests;

namespace OrleansAcl.Web.Changes;

/// <summary>Which changes are shown.</summary>
/// <param name="Actor">Only those made by somebody whose name holds this; null for all.</param>
/// <param name="Text">Only those of objects that say this, in their name, before or after; null for all.</param>
/// <param name="Kind">Only those of objects of a kind; null for all.</param>
public sealed record ChangeFilter(string? Actor, string? Text, string? Kind)
{
    /// <summary>Whether some are left out.</summary>
    public bool IsAny => Actor is not null || Text is not null || Kind is not null;

    /// <summary>Whether a change is shown.</summary>
    public bool Shows(Change change) =>
        (Actor is not { } who || Holds(change.Actor, who) || change.As.Any(s => Holds(s.ToString(), who)))
        && (Kind is null || change.Objects.Any(o => o.Ref.Kind == Kind))
        && (Text is not { } text || Holds(change.Reason, text) || change.Objects.Any(o =>
            (Kind is null || o.Ref.Kind == Kind) && (Holds(Said(o.Ref), text) || Holds(o.Before?.ToString(), text) || Holds(o.After?.ToString(), text))));

    private static string Said(ObjectRef reference) => $"{reference.Kind}:{reference.Id}";

    private static bool Holds(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Some changes, newest first.</summary>
/// <param name="Changes">The changes.</param>
/// <param name="Newest">The newest revision of the tenant.</param>
/// <param name="First">The newest revision that was looked at; 0 when there is none.</param>
/// <param name="Last">The oldest that was.</param>
/// <param name="Next">The revision before which an older page begins; null when there is none.</param>
public sealed record ChangeHistory(IReadOnlyList<Change> Changes, long Newest, long First, long Last, long? Next)
{
    /// <summary>Most changes in a page.</summary>
    public const int Most = 50;

    /// <summary>Most changes that are looked at for a page of some.</summary>
    public const int Looked = 2_000;

    /// <summary>Reads the page of changes older than a revision, or the newest.</summary>
    /// <exception cref="AclException">The caller may not read the change log.</exception>
    public static async ValueTask<ChangeHistory> ReadAsync(IAclService service, TenantId tenant, long newest, long? before, ChangeFilter filter, CancellationToken cancellation)
    {
        var first = Math.Min(newest, (before ?? long.MaxValue) - 1);
        var oldest = Math.Max(1, newest - AclLimits.ChangesKept + 1);
        var (found, last) = (new List<Change>(), first + 1);
        while (last > oldest && found.Count < Most && first - last + 1 < Looked)
        {
            var from = Math.Max(oldest, last - (filter.IsAny ? Looked / 4 : Most));
            var some = await RangeAsync(service, tenant, from, last - 1, cancellation);
            foreach (var change in some.Reverse().Where(filter.Shows).Take(Most - found.Count)) found.Add(change);
            last = found.Count == Most ? found[^1].Revision : from;
        }

        return new ChangeHistory(found, newest, Math.Max(0, first), last, last > oldest ? last : null);
    }

    /// <summary>The changes from one revision to another, oldest first; a page of the log ends sooner when it is long.</summary>
    private static async ValueTask<IEnumerable<Change>> RangeAsync(IAclService service, TenantId tenant, long from, long to, CancellationToken cancellation)
    {
        var all = new List<Change>();
        while (from <= to)
        {
            var page = await service.ChangesAsync(tenant, new ChangesRequest(from - 1) { Limit = (int)Math.Min(to - from + 1, AclLimits.PageItems) }, cancellation);
            if (page.Changes.Count == 0) break;
            all.AddRange(page.Changes);
            from = page.Changes[^1].Revision + 1;
        }

        return all;
    }
}
