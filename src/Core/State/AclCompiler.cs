using OrleansAcl.Models;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>Turns stored entries into the form the check path reads: subjects as numbers, actions as bits.</summary>
internal static class AclCompiler
{
    /// <summary>Compiles a list. An entry of a subject's earlier life stays in the list and matches nothing.</summary>
    public static AccessList Compile(
        TenantState tenant, ResourceType type, (SubjectRef Subject, int Generation)? author, IReadOnlyList<AccessEntry> entries)
    {
        var authorId = author is { } by ? tenant.NumberOf(by.Subject, by.Generation) : PrincipalState.Nobody;
        var namedFirst = tenant.Model.Acl!.NamedFirst;
        if (entries.Any(e => e.Terms is not null)) return new AccessList(author, authorId, entries, [], []) { Termed = Termed(tenant, type, entries, namedFirst) };
        var said = new SortedDictionary<int, Said>();
        foreach (var entry in entries)
        {
            var number = tenant.NumberOf(entry.Subject, entry.Generation);
            if (!said.TryGetValue(number, out var about)) said[number] = about = new Said(entry.Subject);
            about.Add(tenant.Model, type, entry);
        }

        return new AccessList(
            author, authorId, entries, [.. said.Select(s => s.Value.Row(s.Key, namedFirst))], [.. said.Values.Select(s => new AccessReason(s.Subject))]);
    }

    private static TermedRow[] Termed(TenantState tenant, ResourceType type, IReadOnlyList<AccessEntry> entries, bool namedFirst)
    {
        tenant.NoteTerms();
        return [.. entries.GroupBy(e => (e.Subject, Number: tenant.NumberOf(e.Subject, e.Generation))).OrderBy(g => g.Key.Number).Select(g =>
            new TermedRow(g.Key.Subject, g.Key.Number, [.. g.Select(e => Termed(tenant.Model, type, e))], namedFirst))];
    }

    private static TermedEntry Termed(Model model, ResourceType type, AccessEntry entry)
    {
        var (named, all) = Bits(model, type, entry);
        return new TermedEntry(entry.Effect, named, all, entry.Terms);
    }

    /// <summary>The actions an entry names, and those that its word for all stands for.</summary>
    private static (ulong Named, ulong All) Bits(Model model, ResourceType type, AccessEntry entry)
    {
        var (named, all) = (0UL, 0UL);
        foreach (var action in entry.Actions)
        {
            if (action == model.Acl!.AllWord) all = model.Bits(type);
            // An action the model has no more is named by entries of earlier lives alone, which match nothing (ModelFit).
            else named |= model.ActionBits.GetValueOrDefault(action);
        }

        return (named, all);
    }

    /// <summary>Compiles a list again of which only the entries of one life of a subject have changed.</summary>
    public static AccessList Change(TenantState tenant, ResourceType type, AccessList list, SubjectRef subject, int generation, IReadOnlyList<AccessEntry> entries)
    {
        if (list.Termed.Length > 0 || entries.Any(e => e.Terms is not null)) return Compile(tenant, type, list.Author, entries);
        var said = new Said(subject);
        var any = false;
        foreach (var entry in entries)
        {
            if (entry.Subject != subject || entry.Generation != generation) continue;
            any = true;
            said.Add(tenant.Model, type, entry);
        }

        var number = tenant.NumberOf(subject, generation);
        return list.With(entries, number, any ? said.Row(number, tenant.Model.Acl!.NamedFirst) : null, new AccessReason(subject));
    }

    /// <summary>Everything a list says of one subject: what is allowed and denied by name, and by the word for all.</summary>
    private sealed class Said(SubjectRef subject)
    {
        private ulong _allow;
        private ulong _deny;
        private ulong _allowAll;
        private ulong _denyAll;

        public SubjectRef Subject => subject;

        public void Add(Model model, ResourceType type, AccessEntry entry)
        {
            var (named, all) = Bits(model, type, entry);
            if (entry.Effect == Effect.Allow) (_allow, _allowAll) = (_allow | named, _allowAll | all);
            else (_deny, _denyAll) = (_deny | named, _denyAll | all);
        }

        /// <summary>Deny goes before allow; where that is the model's rule, an action named goes before the word for all.</summary>
        public AccessRow Row(int subjectId, bool namedFirst)
        {
            var (allow, deny) = namedFirst
                ? (_allow | (_allowAll & ~(_allow | _deny)), _deny | (_denyAll & ~(_allow | _deny)))
                : (_allow | _allowAll, _deny | _denyAll);
            return new AccessRow(subjectId, subject.Type == SubjectRef.User, allow & ~deny, deny);
        }
    }
}
