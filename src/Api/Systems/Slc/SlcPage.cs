using OrleansAcl.Api.Http;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>
/// The lists of SLC Hub: <c>{totalCount, data}</c>, narrowed by <c>filter[field][EQ]</c> and <c>filter[field][CO]</c> (contains), sorted by
/// <c>sort=name</c> or <c>-name</c>, and cut by <c>page[offset]</c> and <c>page[limit]</c>.
/// </summary>
internal static class SlcPage
{
    private const string Offset = "page[offset]";
    private const string Limit = "page[limit]";
    private const string Sort = "sort";
    private const int DefaultLimit = 100;

    /// <summary>Which query a list takes: a filter of anything else, or a misspelled one, is refused instead of showing too much.</summary>
    /// <param name="call">The request.</param>
    /// <param name="sorted">The field it can be sorted by.</param>
    /// <param name="filtered">The fields it can be narrowed by.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the part of the query.</exception>
    public static SlcQuery Read(SystemCall call, string sorted, params IReadOnlyList<string> filtered)
    {
        var filters = new List<SlcFilter>();
        foreach (var name in call.Http.QueryNames)
        {
            if (name is Offset or Limit or Sort) continue;
            var field = filtered.FirstOrDefault(f => name == $"filter[{f}][EQ]" || name == $"filter[{f}][CO]") ?? throw new AclException(
                ErrorCodes.InvalidDocument, $"expected {string.Join(", ", filtered.Select(f => $"filter[{f}][EQ]"))}", name.Length > 80 ? name[..80] : name);
            filters.Add(new SlcFilter(field, call.Http.Query(name)!, name.EndsWith("[CO]", StringComparison.Ordinal)));
        }

        var sort = call.Http.Query(Sort) ?? sorted;
        if (sort != sorted && sort != "-" + sorted) throw new AclException(ErrorCodes.InvalidDocument, $"expected `{sorted}` or `-{sorted}`", Sort);
        return new SlcQuery(sorted, filters)
        {
            Descending = sort != sorted,
            Offset = call.Http.QueryCount(Offset) ?? 0,
            Limit = call.Http.QueryCount(Limit, AclLimits.PageItems) ?? DefaultLimit,
        };
    }
}

/// <summary>One condition of a query.</summary>
internal sealed record SlcFilter(string Field, string Value, bool Contains)
{
    /// <summary>Whether an entity meets it; one without the field does not.</summary>
    public bool Holds(Node entity) => entity[Field]?.Text is { } text && (Contains ? text.Contains(Value, StringComparison.Ordinal) : text == Value);
}

/// <summary>What of a list is wanted.</summary>
internal sealed record SlcQuery(string SortedBy, IReadOnlyList<SlcFilter> Filters)
{
    /// <summary>Whether the last comes first.</summary>
    public bool Descending { get; init; }

    /// <summary>How many are passed over.</summary>
    public int Offset { get; init; }

    /// <summary>Most that are answered.</summary>
    public int Limit { get; init; }

    /// <summary>Whether an entity is wanted.</summary>
    public bool Holds(Node entity) => Filters.All(filter => filter.Holds(entity));

    /// <summary>The answer, of all the entities that are wanted and may be seen.</summary>
    public Reply Answer(IReadOnlyList<Node> entities)
    {
        var sorted = entities.OrderBy(entity => entity[SortedBy]!.Text, StringComparer.Ordinal)
            .ThenBy(entity => entity.ToString(), StringComparer.Ordinal);
        var data = (Descending ? sorted.Reverse() : sorted).Skip(Offset).Take(Limit);
        return Reply.Json(Node.Map(("totalCount", Node.Of(entities.Count)), ("data", Node.List(data))));
    }
}
