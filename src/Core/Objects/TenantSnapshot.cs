using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>
/// Everything a tenant holds as of one version, and the steps that make the same in an empty one. States never change, so that a snapshot is
/// only a list of them and is written out while the tenant goes on.
/// </summary>
internal sealed class TenantSnapshot
{
    private readonly TenantContent _content;
    private readonly ObjectForms _forms;
    private readonly DateTimeOffset? _clock;

    /// <summary>Takes one; where only part of a tenant is in memory, all of it is missed.</summary>
    public TenantSnapshot(TenantState tenant, long version, DateTimeOffset? clock)
    {
        (_content, _clock) = (new TenantContent(tenant, version), clock);
        _forms = new ObjectForms(tenant.Model, _content);
    }

    /// <summary>The definition first, then the steps, in an order in which each finds what it needs.</summary>
    /// <param name="definition">The tenant's definition as stored.</param>
    public IEnumerable<Node> Lines(Node definition)
    {
        yield return Node.Map([
            ("tenant", Node.Of(_content.Tenant.Tenant.Value)),
            .. definition.Entries.Where(e => e.Key is "model" or "model_file" or "settings").Select(e => (e.Key, (Node?)e.Value.Copy())),
            ("clock", _clock is { } clock ? Node.Of(clock.ToString("O")) : null),
            ("revision", Node.Of(_content.Version))]);
        foreach (var (key, state) in _content.Sets.Where(s => s.Key.Kind != ObjectRef.ApiKey).OrderBy(s => s.Key.ToString(), StringComparer.Ordinal))
            if (ObjectForms.Set(state) is { } document) yield return Step(key.Kind, document);
        var principals = _content.Principals;
        // No type's name is the beginning of another's, so that this is the order of references.
        principals.Sort(static (a, b) => string.CompareOrdinal(a.Ref.Type, b.Ref.Type) is not 0 and var order ? order : string.CompareOrdinal(a.Ref.Id, b.Ref.Id));
        foreach (var state in principals)
            if (_forms.Principal(state) is { } document) yield return Step(state.Ref.Type, document);
        foreach (var step in Memberships()) yield return step;
        foreach (var (reference, state) in _content.Resources.OrderBy(r => r.Ref.ToString(), StringComparer.Ordinal))
        {
            if (_forms.Resource(reference, state) is { } document) yield return Step("resource", document);
            foreach (var step in AccessLists(reference, state)) yield return step;
        }

        foreach (var (_, document) in principals.SelectMany(_forms.Bindings)) yield return Step("bind", document);
        foreach (var (_, document) in principals.SelectMany(_forms.Grants)) yield return Step("grant", document);
    }

    private static Node Step(string verb, Node value) => Node.Map((verb, value));

    private IEnumerable<Node> Memberships() => _content.Principals
        .SelectMany(p => p.MemberOf.Where(m => _forms.Lives.IsAlive(m.Group, m.Generation)).Select(m => (m.Group, Member: Member(p.Ref, m.Terms))))
        .GroupBy(m => m.Group, m => m.Member)
        .OrderBy(g => g.Key.ToString(), StringComparer.Ordinal)
        .SelectMany(g => g.Chunk(AclLimits.EntriesPerRequest).Select(some => Step(
            "members", Node.Map(("group", Node.Of(g.Key.Id)), ("add", Node.List(some))))));

    private static Node Member(SubjectRef member, Policies.Terms? terms) =>
        terms is null ? Node.Of(member.ToString()) : Node.Map([("member", Node.Of(member.ToString())), .. Policies.Terms.Write(terms)]);

    /// <summary>A list longer than one step may bring has been grown by grants, and is so again; what denies comes with the step.</summary>
    private IEnumerable<Node> AccessLists(ResourceRef reference, ResourceState state)
    {
        if (state.Acl is not { } acl || _forms.Acl(reference, state) is not { } document) yield break;
        var entries = _forms.Entries(acl).OrderBy(e => e.Effect == Effect.Allow).ToList();
        if (entries.Count <= AclLimits.EntriesPerRequest)
        {
            yield return Step("acl", document);
            yield break;
        }

        yield return Step("acl", Node.Map(
            ("resource", document["resource"]!.Copy()), ("by", document["by"]?.Copy()),
            ("entries", Node.List(entries.Take(AclLimits.EntriesPerRequest).Select(ObjectForms.Entry)))));
        foreach (var entry in entries.Skip(AclLimits.EntriesPerRequest))
            yield return Step("grant", Node.Map([
                ("resource", document["resource"]!.Copy()), ("to", Node.Of(entry.Subject.ToString())), ("actions", Node.List(entry.Actions)),
                .. Policies.Terms.Write(entry.Terms)]));
    }
}
