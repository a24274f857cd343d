using System.Collections.Immutable;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.Requests;

namespace OrleansAcl.State;

/// <summary>
/// How many objects a tenant has stored, by the name of the index they are in. They are brought up to date with every change that stores or removes
/// something, and so are exact, without anything being looked at.
/// </summary>
internal static class Counts
{
    /// <summary>The kind of documents that become access lists, and are not stored themselves.</summary>
    private const string ObjectPolicy = "object_policy";

    /// <summary>Those of an empty tenant.</summary>
    public static ImmutableDictionary<string, long> None { get; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>Those of a tenant that is wholly in memory.</summary>
    public static ImmutableDictionary<string, long> Of(TenantState tenant, long version) => Of(
        ((string[])[SubjectRef.User, SubjectRef.Group, SubjectRef.Role]).SelectMany(tenant.Principals).Select(slot => slot.At(version)),
        tenant.Model.Documents.Keys.SelectMany(tenant.Sets).Select(slot => (slot.Key, slot.At(version))),
        tenant.Model.AllTypes.SelectMany(tenant.Resources).Select(slot => (slot.Ref, slot.At(version))));

    /// <summary>Those of all there is.</summary>
    public static ImmutableDictionary<string, long> Of(
        IEnumerable<PrincipalState> principals, IEnumerable<(SetKey Key, SetState State)> sets, IEnumerable<(ResourceRef Ref, ResourceState State)> resources)
    {
        var counts = None.ToBuilder();
        foreach (var state in principals) Add(counts, EntityKey.Of(state.Ref), false, state.Stored);
        foreach (var (key, state) in sets) Add(counts, EntityKey.Of(key), false, state.Document is not null);
        foreach (var (reference, state) in resources) Add(counts, EntityKey.Of(reference), false, state.Stored);
        return counts.ToImmutable();
    }

    /// <summary>The counts before a draft with what it stores and removes.</summary>
    public static ImmutableDictionary<string, long> With(ImmutableDictionary<string, long> before, Draft draft)
    {
        var counts = before.ToBuilder();
        var (was, now) = (draft.Version - 1, draft.Version);
        foreach (var place in draft.Touched)
        {
            if (place is ResourceSlot resource) Add(counts, EntityKey.Of(resource.Ref), resource.At(was).Stored, resource.At(now).Stored);
            else if (place is PrincipalSlot principal) Add(counts, EntityKey.Of(principal.Ref), principal.At(was).Stored, principal.At(now).Stored);
            else if (place is SetSlot set) Add(counts, EntityKey.Of(set.Key), set.At(was).Document is not null, set.At(now).Document is not null);
        }

        return counts.ToImmutable();
    }

    private static void Add(ImmutableDictionary<string, long>.Builder counts, EntityKey key, bool was, bool now)
    {
        if (was != now) counts[key.IndexName] = counts.GetValueOrDefault(key.IndexName) + (now ? 1 : -1);
    }

    /// <summary>The counts as their readers see them: of every kind and type that a model has.</summary>
    public static ObjectCounts Shown(Model model, IReadOnlyDictionary<string, long> counts)
    {
        var principals = ((string[])[SubjectRef.User, SubjectRef.Group, SubjectRef.Role])
            .Where(type => type == SubjectRef.User || (type == SubjectRef.Group ? model.Principals.Groups : model.Levels is not null));
        var kinds = principals.Select(type => KeyValuePair.Create(type, counts.GetValueOrDefault(EntityKey.AllOf(type).Key)))
            .Concat(model.Documents.Keys.Where(kind => kind != ObjectPolicy && (kind != SubjectRef.Role || model.Levels is null)).Order(StringComparer.Ordinal)
                .Select(kind => KeyValuePair.Create(kind, counts.GetValueOrDefault(EntityKey.AllOfSets(kind).Key))));
        var types = model.AllTypes.Where(type => type is { Unstored: false, Reach: not Reach.Internal })
            .Select(type => KeyValuePair.Create(type.Name, counts.GetValueOrDefault(EntityKey.AllOf(type).Key)));
        return new ObjectCounts(new OrderedDictionary<string, long>(kinds), new OrderedDictionary<string, long>(types));
    }
}
