using OrleansAcl.Policies;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Permissions;

/// <summary>A row as it was sent.</summary>
/// <param name="Index">Its place in the form.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Was">The row as it was shown; null for one that was added.</param>
/// <param name="Set">What is filled in for each action.</param>
/// <param name="Terms">When it is to count, as typed.</param>
/// <param name="IsRemoved">Whether it is to go.</param>
internal sealed record SentRow(int Index, string Subject, ListRow? Was, IReadOnlyDictionary<string, Effect> Set, TermFields Terms, bool IsRemoved)
{
    /// <summary>A stored row, filled in as it is.</summary>
    public static SentRow Of(int index, ListRow row, ListRules rules, IReadOnlyList<string> actions) => new(
        index, row.Subject, row,
        actions.Select(action => (action, Effect: row.Says(rules, action))).Where(set => set.Effect is not null && (set.Effect == Effect.Allow || !rules.Complete))
            .ToDictionary(set => set.action, set => set.Effect!.Value),
        SentTerms.Show(row.Terms), IsRemoved: false);

    /// <summary>A row for somebody who has none.</summary>
    public static SentRow New(int index, string subject) => new(index, subject, null, new Dictionary<string, Effect>(), TermFields.None, IsRemoved: false);

    /// <summary>What was done to it; null for nothing.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for times that are none.</exception>
    public RowEdit? Edit(ListRules rules, IReadOnlyList<string> actions)
    {
        if (IsRemoved) return Was is null ? null : new RowEdit(Index, Was, null);
        var terms = SentTerms.Read(Terms, Was?.Terms);
        var before = Was is null ? null : Of(Index, Was, rules, actions);
        if (before is not null && terms == Was!.Terms && before.Set.Count == Set.Count && before.Set.All(set => Set.TryGetValue(set.Key, out var now) && now == set.Value)) return null;
        ListRow now = new(Subject, Actions(actions, Effect.Allow), Actions(actions, Effect.Deny), terms);
        // A row that says nothing is none, unless an empty one denies.
        if (now is { Allow.Count: 0, Deny.Count: 0 } && !rules.Complete) return Was is null ? null : new RowEdit(Index, Was, null);
        return new RowEdit(Index, Was, now);
    }

    private string[] Actions(IReadOnlyList<string> actions, Effect effect) => [.. actions.Where(action => Set.TryGetValue(action, out var set) && set == effect)];
}
