using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.Undoing;
using OrleansAcl.Wire;

namespace OrleansAcl.Changes;

/// <summary>Writes the change log: what a draft made of which object, stored together with the draft.</summary>
internal static class ChangeWriter
{
    /// <summary>Entries of documents that are nobody's to read.</summary>
    private static readonly string[] Secret = ["hash"];

    /// <summary>Puts the change into the draft, and takes one out that is too old.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.LimitExceeded"/> when it is larger than stores and silos should have to carry (BOUNDED).</exception>
    public static void Write(Draft draft, ApplyRequest request, DateTimeOffset now)
    {
        var callers = request.Steps.Select(s => s.As).OfType<SubjectRef>().Distinct().ToList();
        var change = new Change(draft.Version, now, request.Actor ?? (callers.Count == 0 ? "system" : string.Join(", ", callers)), Objects(draft))
        {
            Reason = request.Reason, IdempotencyKey = request.IdempotencyKey, As = callers,
        };
        draft.Log.AddRange(Records(change));
    }

    /// <summary>What is stored of a change, and what goes because it is too old.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.LimitExceeded"/> when it is larger than stores and silos should have to carry (BOUNDED).</exception>
    public static IEnumerable<EntityRecord> Records(Change change)
    {
        var record = ChangeWire.Write(change).ToString();
        if (record.Length > AclLimits.ChangeCharacters)
            throw new AclException(ErrorCodes.LimitExceeded, $"the change is larger than {AclLimits.ChangeCharacters} characters of the change log; make it in parts", "steps");
        var written = new EntityRecord(EntityKey.OfChange(change.Revision), record);
        return change.Revision > AclLimits.ChangesKept ? [written, new EntityRecord(EntityKey.OfChange(change.Revision - AclLimits.ChangesKept), null)] : [written];
    }

    /// <summary>What a draft makes of which object.</summary>
    public static IReadOnlyList<ObjectChange> Objects(Draft draft)
    {
        var model = draft.Tenant.Model;
        var changes = draft.Touched.SelectMany(slot => slot switch
        {
            PrincipalSlot p => Principal(model, p.At(draft.Version - 1), p.At(draft.Version)),
            SetSlot s => Differences(Set(new ObjectRef(s.Key.Kind, s.Key.Id), s.At(draft.Version - 1), s.At(draft.Version)), null),
            ResourceSlot r => Resource(model, r.Ref, r.At(draft.Version - 1), r.At(draft.Version)),
            _ => [],
        });
        if (draft.ClockMoved) changes = changes.Concat(Differences([(new ObjectRef(ObjectRef.Clock, ""), Clock(draft.ClockBefore), Clock(draft.Clock))], null));
        return [.. changes];
    }

    private static IEnumerable<ObjectChange> Differences(IEnumerable<(ObjectRef Ref, Node? Before, Node? After)> objects, NewestLives? lives) => objects
        .Select(o => Difference(o.Ref, o.Before, o.After)).OfType<ObjectChange>()
        .Select(c => lives is null || c.Before is null ? c : c with { Lives = lives.Of(Named.In(c.Ref, c.Before)) });

    private static IEnumerable<(ObjectRef Ref, Node? Before, Node? After)> Set(ObjectRef reference, SetState before, SetState after) =>
        Lives(reference, ObjectForms.Set(before), ObjectForms.Set(after), before.Generation == after.Generation);

    /// <summary>What was removed and made again is said to be both, though it may read the same: what was said of the earlier life is gone.</summary>
    private static IEnumerable<(ObjectRef Ref, Node? Before, Node? After)> Lives(ObjectRef reference, Node? before, Node? after, bool same) =>
        same || before is null || after is null ? [(reference, before, after)] : [(reference, before, null), (reference, null, after)];

    private static Node? Clock(DateTimeOffset? clock) => clock is { } at ? Node.Map(("clock", Node.Of(at.ToString("O")))) : null;

    private static IEnumerable<ObjectChange> Principal(Model model, PrincipalState before, PrincipalState after)
    {
        var lives = new NewestLives(before, after);
        var forms = new ObjectForms(model, lives);
        var same = before.Generation == after.Generation;
        // Whoever was only named somewhere is removed as well: what was said of him does not count any more.
        var was = forms.Principal(before) ?? (same ? null : Node.Map(("id", Node.Of(before.Ref.Id))));
        return Differences(
        [
            .. Lives(new ObjectRef(after.Ref.Type, after.Ref.Id), was, forms.Principal(after), same),
            .. Rows(forms.Memberships(before), forms.Memberships(after)),
            .. Rows(forms.Bindings(before), forms.Bindings(after)),
            .. Rows(forms.Grants(before), forms.Grants(after)),
        ], lives);
    }

    private static IEnumerable<(ObjectRef Ref, Node? Before, Node? After)> Rows(
        IEnumerable<(ObjectRef Ref, Node Document)> before, IEnumerable<(ObjectRef Ref, Node Document)> after)
    {
        var (old, now) = (before.ToDictionary(r => r.Ref, r => r.Document), after.ToDictionary(r => r.Ref, r => r.Document));
        return old.Keys.Union(now.Keys).Select(row => (row, old.GetValueOrDefault(row), now.GetValueOrDefault(row)));
    }

    private static IEnumerable<ObjectChange> Resource(Model model, ResourceRef reference, ResourceState before, ResourceState after)
    {
        var lives = new NewestLives(before, after);
        var forms = new ObjectForms(model, lives);
        var resource = (new ObjectRef(ObjectRef.Resource, reference.ToString()), forms.Resource(reference, before), forms.Resource(reference, after));
        // A list that is the same object need not be written out to see that nothing changed in it.
        return Differences(ReferenceEquals(before.Acl, after.Acl)
            ? [resource]
            : [resource, (new ObjectRef(ObjectRef.Acl, reference.ToString()), forms.Acl(reference, before), forms.Acl(reference, after))], lives);
    }

    /// <summary>What differs; null when nothing does.</summary>
    internal static ObjectChange? Difference(ObjectRef reference, Node? before, Node? after)
    {
        if (before is null && after is null) return null;
        if (before is null || after is null) return new ObjectChange(reference, Shown(before), Shown(after));
        if (before.ValueEquals(after)) return null;
        var differing = before.Entries.Keys.Union(after.Entries.Keys).Where(key => before[key] is not { } b || !b.ValueEquals(after[key])).ToList();
        return new ObjectChange(reference, Shown(Only(before, after, differing)), Shown(Only(after, before, differing)));
    }

    private static Node Only(Node node, Node other, List<string> keys) => Node.Map(keys.Select(key => (key, node[key] switch
    {
        null => null,
        { Kind: NodeKind.List } list when other[key] is { Kind: NodeKind.List } rest => Without(list, rest),
        var value => value.Copy(),
    })));

    private static Node Without(Node list, Node other)
    {
        var rest = other.Items.Select(i => i.ToString()).ToHashSet();
        return Node.List(list.Items.Where(i => !rest.Contains(i.ToString())).Select(i => i.Copy()));
    }

    private static Node? Shown(Node? document) =>
        document is null ? null : Node.Map(document.Entries.Where(e => !Secret.Contains(e.Key)).Select(e => (e.Key, (Node?)e.Value.Copy())));
}
