using OrleansAcl.Objects;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Remodelling;

/// <summary>A tenant's content under another blueprint: what cannot be, or else a state in which all of it has been read again.</summary>
internal sealed class Remodelled
{
    private Remodelled(TenantState? state, ModelConflicts conflicts) => (State, Conflicts) = (state, conflicts);

    /// <summary>The state, as of the content's version; null when there are conflicts.</summary>
    public TenantState? State { get; }

    /// <summary>What cannot be.</summary>
    public ModelConflicts Conflicts { get; }

    /// <summary>Reads a tenant's content again.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.LimitExceeded"/> for more than is read again at once (BOUNDED).</exception>
    public static Remodelled Of(TenantContent content, TenantBlueprint blueprint)
    {
        RequireFew(content);
        var found = Conflicting(content, blueprint).Take(AclLimits.ModelConflicts + 1).ToList();
        var conflicts = new ModelConflicts([.. found.Take(AclLimits.ModelConflicts)], found.Count <= AclLimits.ModelConflicts);
        return found.Count > 0 ? new Remodelled(null, conflicts) : new Remodelled(Read(content, blueprint), conflicts);
    }

    private static void RequireFew(TenantContent content)
    {
        if (content.Principals.Count + content.Sets.Count + content.Resources.Count > AclLimits.ModelObjects)
            throw new AclException(ErrorCodes.LimitExceeded, $"the tenant holds more than {AclLimits.ModelObjects} objects, which is too much to change its model");
    }

    private static IEnumerable<ModelConflict> Conflicting(TenantContent content, TenantBlueprint blueprint)
    {
        var fit = new ModelFit(content.Tenant.Model, content, blueprint.Model, blueprint.Settings);
        return content.Principals.OrderBy(p => p.Ref.ToString(), StringComparer.Ordinal).SelectMany(fit.Of)
            .Concat(content.Sets.OrderBy(s => s.Key.ToString(), StringComparer.Ordinal).SelectMany(s => fit.Of(s.Key, s.State)))
            .Concat(content.Resources.OrderBy(r => r.Ref.ToString(), StringComparer.Ordinal).SelectMany(r => fit.Of(r.Ref, r.State)));
    }

    /// <summary>The content as it is stored, read under a blueprint that it fits.</summary>
    public static TenantState Read(TenantContent content, TenantBlueprint blueprint)
    {
        RequireFew(content);
        var (before, after) = (content.Tenant, blueprint.Build(content.Tenant.Tenant));
        // Principals first: what is read after them names them by their numbers.
        foreach (var state in content.Principals) EntityRecord.Of(state, before).Load(after, 0);
        foreach (var (key, state) in content.Sets) EntityRecord.Of(key, state, before).Load(after, 0);
        foreach (var (reference, state) in content.Resources) EntityRecord.Of(reference, state, before).Load(after, 0);
        DerivedRosters.Load(after, 0);
        return after;
    }
}
