using OrleansAcl.Documents;
using OrleansAcl.Objects;
using OrleansAcl.Requests;

namespace OrleansAcl.Undoing;

/// <summary>When a step of an undoing is made: what ties things together is cut first, and what was made goes last.</summary>
internal enum UndoPhase
{
    /// <summary>Memberships, bindings and grants are taken away.</summary>
    Cut,

    /// <summary>Documents are put back.</summary>
    Put,

    /// <summary>Memberships, bindings and grants are given back.</summary>
    Tie,

    /// <summary>Access lists that were made go.</summary>
    DropLists,

    /// <summary>Everything else that was made goes.</summary>
    Drop,
}

/// <summary>A step, and when it is made.</summary>
/// <param name="Phase">When.</param>
/// <param name="Ref">The object it is for.</param>
/// <param name="Step">The step.</param>
internal sealed record UndoStep(UndoPhase Phase, ObjectRef Ref, Step Step);

/// <summary>The steps that make of an object as it is what it is to be.</summary>
internal static class UndoSteps
{
    /// <summary>The steps for one object; none when it is so already.</summary>
    /// <param name="whole">The whole change.</param>
    /// <param name="change">What was changed of the object.</param>
    /// <param name="now">Objects as they are.</param>
    /// <param name="earlier">What it is to be.</param>
    /// <param name="caller">Whom it is done as; null for the system.</param>
    public static IEnumerable<UndoStep> Of(
        Change whole, ObjectChange change, IReadOnlyDictionary<ObjectRef, Node?> now, Earlier earlier, SubjectRef? caller)
    {
        var (reference, there) = (change.Ref, now.GetValueOrDefault(change.Ref));
        if (Same.Are(there, earlier.Document)) return [];
        var steps = reference.Kind switch
        {
            ObjectRef.Member => Member(reference, earlier.Document),
            ObjectRef.Binding => Binding(reference, there, earlier.Document),
            ObjectRef.Grant => Grant(whole, reference, now, earlier.Document),
            ObjectRef.Acl => AccessListSteps.Of(reference, change, there, earlier.Document, caller),
            ObjectRef.User or ObjectRef.Group when earlier.Document is null => [(UndoPhase.Drop, Verb("remove", Text($"{reference.Kind}:{reference.Id}")))],
            ObjectRef.Resource when earlier.Document is null => [(UndoPhase.Drop, Verb("delete", Text(reference.Id)))],
            _ when earlier.Document is null => [(UndoPhase.Drop, Verb("delete", Text($"{reference.Kind}:{reference.Id}")))],
            _ => [(UndoPhase.Put, Verb(reference.Kind, earlier.Document.Copy()))],
        };
        return steps.Select(s => new UndoStep(s.Item1, reference, s.Item2 with { As = caller }));
    }

    /// <summary>All steps in order; those for members of one group that are made at once are made as one.</summary>
    public static IReadOnlyList<UndoStep> InOrder(IEnumerable<UndoStep> steps)
    {
        var ordered = new List<UndoStep>();
        foreach (var phase in steps.GroupBy(s => s.Phase).OrderBy(g => g.Key))
        foreach (var alike in phase.GroupBy(s => s.Ref.Kind == ObjectRef.Member ? s.Step.Value["group"]!.Text : null))
            ordered.AddRange(alike.Key is null ? alike.OrderByDescending(IsOfATime) : alike.Chunk(AclLimits.EntriesPerRequest).Select(Together));
        return ordered;
    }

    /// <summary>A grant, and the one for good or for a time that may stand beside it.</summary>
    public static ObjectRef[] Beside(ObjectRef grant)
    {
        var parts = ObjectKeys.Parts(grant, 2, 3);
        return [ObjectKeys.Grant(ResourceRef.Parse(parts[0]!), SubjectRef.Parse(parts[1]!)), ObjectKeys.Temporary(ResourceRef.Parse(parts[0]!), SubjectRef.Parse(parts[1]!))];
    }

    /// <summary>What is given for a time is taken away first: with what is given for good goes everything.</summary>
    private static bool IsOfATime(UndoStep step) => step.Phase == UndoPhase.Cut && step.Step.Value["temporary"] is not null;

    private static UndoStep Together(UndoStep[] members)
    {
        if (members.Length == 1) return members[0];
        var value = members[0].Step.Value;
        var key = value["add"] is null ? "remove" : "add";
        return members[0] with
        {
            Step = members[0].Step with
            {
                Value = Node.Map(("group", value["group"]!.Copy()), (key, Node.List(members.SelectMany(m => m.Step.Value[key]!.Items).Select(i => i.Copy())))),
            },
        };
    }

    private static IEnumerable<(UndoPhase, Step)> Member(ObjectRef reference, Node? then)
    {
        var parts = ObjectKeys.Parts(reference, 2);
        var group = SubjectRef.Parse(parts[0]!).Id;
        if (then is null) return [(UndoPhase.Cut, Verb("members", Node.Map(("group", Node.Of(group)), ("remove", Node.List([parts[1]!])))))];
        var member = Node.Map(then.Entries.Where(e => e.Key != "group").Select(e => (e.Key, (Node?)e.Value.Copy())));
        return [(UndoPhase.Tie, Verb("members", Node.Map(("group", Node.Of(group)), ("add", Node.List([member])))))];
    }

    private static IEnumerable<(UndoPhase, Step)> Binding(ObjectRef reference, Node? now, Node? then)
    {
        if (then is not null) return [(UndoPhase.Tie, Verb("bind", then.Copy()))];
        var kind = ObjectKeys.Parts(reference, 4)[0]!;
        return [(UndoPhase.Cut, Verb("unbind", Node.Map((kind, now![kind]!.Copy()), ("to", now["to"]!.Copy()), ("namespace", now["namespace"]?.Copy()))))];
    }

    /// <summary>Giving never lowers a level, so that there is first taken away what there is; what stands beside it is given again.</summary>
    private static IEnumerable<(UndoPhase, Step)> Grant(Change whole, ObjectRef reference, IReadOnlyDictionary<ObjectRef, Node?> now, Node? then)
    {
        var parts = ObjectKeys.Parts(reference, 2, 3);
        var isTemporary = parts.Length == 3;
        var there = now.GetValueOrDefault(reference);
        var beside = Beside(reference).Where(r => whole.Objects.All(o => o.Ref != r)).Select(r => now.GetValueOrDefault(r)).FirstOrDefault();
        if (there is not null)
        {
            yield return (UndoPhase.Cut, Verb("revoke", Node.Map(
                ("resource", Node.Of(parts[0]!)), ("from", Node.Of(parts[1]!)), ("temporary", isTemporary ? Node.Of(true) : null))));
            if (!isTemporary && beside is not null) yield return (UndoPhase.Tie, Verb("grant", beside.Copy()));
        }

        if (then is not null) yield return (UndoPhase.Tie, Verb("grant", then.Copy()));
    }

    private static Step Verb(string verb, Node value) => new(verb, value);

    private static Node Text(string text) => Node.Of(text);
}
