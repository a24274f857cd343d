using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Remodelling;

/// <summary>A tenant as it would be under another model, to be asked checks of. Only what a check needs is read again, when it needs it.</summary>
internal sealed class OtherModel
{
    private readonly TenantView _view;
    private readonly TenantState _then;
    private readonly ModelFit _fit;
    private readonly TimeProvider _time;
    private readonly HashSet<EntityKey> _read = [];

    private OtherModel(TenantView view, TenantBlueprint blueprint, TimeProvider time)
    {
        var now = view.Tenant;
        (_view, _time, _then) = (view, time, blueprint.Build(now.Tenant, sparse: true));
        _fit = new ModelFit(now.Model, new TenantLives(now, view.Version), blueprint.Model, blueprint.Settings);
        _then.Publish(view.Version, true, view.Clock);
    }

    /// <summary>Asks checks of a tenant, and of the same under another model.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.ModelConflict"/> when something that a check needs cannot be under that model; and for a model that is none.
    /// </exception>
    public static Listed<ComparedCheck> Compare(
        TenantView view, ModelChange change, IReadOnlyList<CheckRequest> checks, IModelLibrary models, TimeProvider time)
    {
        if (checks.Any(c => c.Assuming.Count > 0)) throw new AclException(ErrorCodes.InvalidDocument, "checks under another model assume nothing", "assuming");
        var blueprint = view.Tenant.Blueprint.Changed(change, models);
        if (view.Tenant.Model.Levels is null != blueprint.Model.Levels is null)
            throw new AclException(ErrorCodes.ModelConflict, $"of `{view.Tenant.Model.Name}` and `{blueprint.Model.Name}` only one has levels: they keep what is owned and granted otherwise");
        if (view.Tenant.Model.Uris is null != blueprint.Model.Uris is null)
            throw new AclException(ErrorCodes.ModelConflict, $"of `{view.Tenant.Model.Name}` and `{blueprint.Model.Name}` only one has URIs: they write what is stored otherwise");
        var now = view.CheckMany(checks);
        // What is missing here is loaded first, and then all is asked again.
        var then = Misses.Any ? now : new OtherModel(view, blueprint, time).Ask(checks);
        return new Listed<ComparedCheck>([.. checks.Select((check, i) => new ComparedCheck(check, now[i], then[i]))], view.Version);
    }

    private Listed<CheckOutcome> Ask(IReadOnlyList<CheckRequest> checks)
    {
        while (true)
        {
            Misses.Begin();
            var outcomes = new TenantView(_then, _then.Current, _time).CheckMany(checks);
            if (Misses.End() is not { } missing) return outcomes;
            foreach (var key in missing) Read(key);
            if (Misses.Any) return outcomes;
        }
    }

    /// <summary>Reads one entity again.</summary>
    private void Read(EntityKey key)
    {
        // BOUNDED: what is still missing once it has been read goes by another name there, and would be missing for ever.
        if (!_read.Add(key)) throw new AclException(ErrorCodes.ModelConflict, $"`{References.Shown(key.Key)}` is written otherwise under that model");
        var (now, version) = (_view.Tenant, _view.Version);
        switch (key.Kind)
        {
            case EntityKey.Principal:
                var principal = now.FindPrincipal(SubjectRef.Parse(key.Key))?.At(version);
                Put(key, principal is null ? null : EntityRecord.Of(principal, now), principal is null ? [] : _fit.Of(principal));
                break;
            case EntityKey.Set:
                var set = new SetKey(key.Key[..key.Key.IndexOf(':')], key.Key[(key.Key.IndexOf(':') + 1)..]);
                var state = now.FindSet(set)?.At(version);
                Put(key, state is null ? null : EntityRecord.Of(set, state, now), state is null ? [] : _fit.Of(set, state));
                break;
            case EntityKey.Resource:
                var found = Find(ResourceRef.Parse(key.Key));
                var resource = found?.At(version);
                Put(key, resource is null ? null : EntityRecord.Of(found!.Ref, resource, now), resource is null ? [] : _fit.Of(found!.Ref, resource));
                break;
            case EntityKey.Shard:
                var (roster, number) = RosterKey.Parse(key.Key);
                Put(key, new EntityRecord(key, now.FindShard(roster, number)?.At(version) is { } shard ? StateCodec.Write(shard)?.ToString() : null), []);
                break;
            default:
                throw new AclException(ErrorCodes.Internal, $"no check needs a {key.Kind}");
        }
    }

    /// <summary>What is stored under a reference; a type that is new has nothing stored.</summary>
    private ResourceSlot? Find(ResourceRef reference)
    {
        var (now, model) = (_view.Tenant, _view.Tenant.Model);
        if (!model.TypesByName.ContainsKey(reference.Type)) return null;
        var (type, read) = model.Resolve(reference, now.Settings, Reach.Internal);
        return now.FindResource(type, read.Id);
    }

    private void Put(EntityKey key, EntityRecord? record, IEnumerable<ModelConflict> conflicts)
    {
        if (conflicts.FirstOrDefault() is { } conflict)
            throw new AclException(ErrorCodes.ModelConflict, $"{conflict.Object} cannot be under that model: {conflict.Message}", conflict.Place);
        (record ?? new EntityRecord(key, null)).Load(_then, 0);
    }
}
