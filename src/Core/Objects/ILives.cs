using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>Whether what something speaks of is still in the life it speaks of; what is not matches nothing and is not shown.</summary>
internal interface ILives
{
    /// <summary>Whether a subject is.</summary>
    bool IsAlive(SubjectRef subject, int generation);

    /// <summary>Whether a permission set is.</summary>
    bool IsAlive(SetKey set, int generation);
}

/// <summary>Lives as of one version of a tenant.</summary>
internal sealed class TenantLives(TenantState tenant, long version) : ILives
{
    /// <inheritdoc/>
    public bool IsAlive(SubjectRef subject, int generation) => tenant.IsAlive(subject, generation, version);

    /// <inheritdoc/>
    public bool IsAlive(SetKey set, int generation) => (tenant.FindSet(set)?.At(version).Generation ?? 0) == generation;
}

/// <summary>
/// For saying what a change made of something, whatever became of it since: of the lives that what is said before and after speaks of, the newest
/// counts. So what is said again of somebody's new life is not taken for what was said of the earlier one.
/// </summary>
internal sealed class NewestLives : ILives
{
    private readonly Dictionary<SubjectRef, int> _subjects = [];
    private readonly Dictionary<SetKey, int> _sets = [];

    /// <summary>The lives that a principal's groups and bindings speak of.</summary>
    public NewestLives(PrincipalState before, PrincipalState after)
    {
        _subjects[before.Ref] = before.Generation;
        foreach (var membership in before.MemberOf.Concat(after.MemberOf)) Note(_subjects, membership.Group, membership.Generation);
        foreach (var binding in before.Bindings.Concat(after.Bindings)) Note(_sets, binding.Set, binding.Generation);
    }

    /// <summary>The lives that a resource's owner and access list speak of.</summary>
    public NewestLives(ResourceState before, ResourceState after)
    {
        foreach (var state in (ResourceState[])[before, after])
        {
            if (state.Owner is { } owner) Note(_subjects, owner, state.OwnerGeneration);
            if (state.Acl is not { } acl || ReferenceEquals(before.Acl, after.Acl)) continue;
            if (acl.Author is { } author) Note(_subjects, author.Subject, author.Generation);
            foreach (var entry in acl.Entries) Note(_subjects, entry.Subject, entry.Generation);
        }
    }

    private static void Note<TKey>(Dictionary<TKey, int> lives, TKey key, int generation) where TKey : notnull
    {
        if (!lives.TryGetValue(key, out var newest) || newest < generation) lives[key] = generation;
    }

    /// <summary>The lives of some that are named, but for first lives.</summary>
    public IReadOnlyList<Life> Of(IEnumerable<ObjectRef> named) => [.. named.Select(Of).Where(life => life.Number > 0)];

    private Life Of(ObjectRef named) => new(named, named.Kind is ObjectRef.User or ObjectRef.Group
        ? _subjects.GetValueOrDefault(new SubjectRef(named.Kind, named.Id))
        : _sets.GetValueOrDefault(new SetKey(named.Kind, named.Id)));

    /// <inheritdoc/>
    public bool IsAlive(SubjectRef subject, int generation) => _subjects.GetValueOrDefault(subject) == generation;

    /// <inheritdoc/>
    public bool IsAlive(SetKey set, int generation) => _sets.GetValueOrDefault(set) == generation;
}
