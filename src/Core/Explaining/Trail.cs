using OrleansAcl.Ladders;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Explaining;

/// <summary>Puts together the path of an explanation, link by link, looking up what a decision did not have to keep.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="version">The version that was asked.</param>
/// <param name="now">The time of the check.</param>
/// <param name="subject">Who asked.</param>
internal sealed class Trail(TenantState tenant, long version, DateTimeOffset now, Closure subject)
{
    private readonly List<ExplanationLink> _links = [new(LinkKinds.Subject, subject.Label, subject.Label)];

    /// <summary>The links so far.</summary>
    public IReadOnlyList<ExplanationLink> Links => _links;

    /// <summary>Adds a link.</summary>
    public void Add(string kind, string? reference, string text) => _links.Add(new ExplanationLink(kind, reference, text));

    /// <summary>The shortest way from the subject to a group it is in, or nothing when it is the subject itself.</summary>
    public void Membership(SubjectRef group)
    {
        foreach (var (member, above, terms) in Memberships.Way(tenant, version, now, subject, group))
            Add(LinkKinds.Member, above.ToString(), $"{member} is in {above}{Told(terms)}");
    }

    /// <summary>How a set came to the subject: through which groups, bound under which terms, included by what.</summary>
    public void Attached(AttachedSet set)
    {
        Membership(set.Holder);
        Bound(set.Root, set.Holder, set.Namespace);
        foreach (var (outer, inner) in Inclusions.Way(tenant, version, set.Root, set.Set.Key))
            Add(LinkKinds.Includes, Ref(inner), $"{outer} includes {inner}");
    }

    /// <summary>How a role without statements to look at came to the subject, bound in all namespaces.</summary>
    public void Role(string role)
    {
        var key = new SetKey(SetKey.Role, role);
        if (subject.Sent?["roles"]?.AsStrings().Contains(role) == true)
        {
            Bound(new PermissionSet { Key = key }, subject.Self, null);
            return;
        }

        foreach (var holder in subject.Groups.Prepend(subject.Self))
        {
            if (!Memberships.Bindings(tenant, version, now, subject, holder).Any(b => b.Set == key && b.Namespace is null)) continue;
            Membership(holder);
            Bound(new PermissionSet { Key = key }, holder, null);
            return;
        }
    }

    /// <summary>How a level came to the subject: through which roles, and what gives it there.</summary>
    public void Level(HeldLevels held, string uri)
    {
        var way = new LevelWay(tenant, version, now, subject);
        foreach (var (holder, role) in way.To(held.Through)) Add(LinkKinds.Bound, $"{SubjectRef.Role}:{role}", $"{way.Name(holder)} has role `{role}`");
        var level = held.Index.All.First(given => ResourceRef.Uri(given.Type, given.Path).ToString() == uri).Level;
        Add(LinkKinds.Level, uri, $"{way.Name(held.Through)} has `{tenant.Model.Levels!.Order[level]}` on {uri}{way.Given(held.Through, uri, level)}");
    }

    private void Bound(PermissionSet root, SubjectRef holder, string? ns)
    {
        var binding = Memberships.Bindings(tenant, version, now, subject, holder).FirstOrDefault(b => b.Set == root.Key && b.Namespace == ns);
        var rank = root.Rank is { } number ? $" (rank {number})" : "";
        var how = binding is null ? $"is what {holder} has by its token" : $"is bound to {holder}";
        Add(LinkKinds.Bound, Ref(root.Key), $"{root.Key}{rank} {how}{(ns is null ? "" : $" in namespace `{ns}`")}{Told(binding?.Terms)}");
    }

    /// <summary>The resources from one that was found above down to the one asked about.</summary>
    public void Down(in Question question, ResourceSlot? from)
    {
        if (from is null) return;
        var between = new Stack<(ResourceRef Child, ResourceRef Parent)>();
        var (at, above) = (question.Ref, question.ParentSlot);
        for (var depth = 0; above is not null && depth <= AclLimits.Parents; depth++)
        {
            between.Push((at, above.Ref));
            if (ReferenceEquals(above, from)) break;
            (at, above) = (above.Ref, above.At(version).ParentSlot);
        }

        foreach (var (child, parent) in between) Add(LinkKinds.Child, child.ToString(), $"{child} lies in {parent}");
    }

    /// <summary>Terms as they are told behind what stands under them.</summary>
    public static string Told(Terms? terms) => terms is null ? "" : $" {terms}";

    private static string Ref(SetKey key) => $"{key.Kind}:{key.Id}";
}
