using OrleansAcl.Changes;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Remodelling;

/// <summary>What a request makes of a tenant's definition: the next one, with the line of the change log that is stored together with it.</summary>
/// <param name="Next">The next one.</param>
/// <param name="Log">The change log's share.</param>
internal sealed record ModelUpdate(TenantBlueprint Next, IReadOnlyList<EntityRecord> Log)
{
    /// <summary>What a request asks for; null when the tenant has that model already.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">What the tenant is.</param>
    /// <param name="revision">Where it is.</param>
    /// <param name="models">Where models come from.</param>
    /// <param name="time">The real time.</param>
    /// <exception cref="AclException">For a request that is malformed, or made for what is no longer so.</exception>
    public static ModelUpdate? Of(ModelRequest request, TenantBlueprint now, long revision, IModelLibrary models, TimeProvider time)
    {
        ChangeApplier.RequireReason(request.Reason);
        if (request.Versions is { } versions && !versions.Contains(now.ModelVersion))
            throw new AclException(ErrorCodes.PreconditionFailed, $"the model has been changed since; its version is {now.ModelVersion} now");
        if (request.Revision is { } planned && planned != revision)
            throw new AclException(ErrorCodes.PreconditionFailed, $"the tenant has been changed since; its revision is {revision} now", "revision");
        var wanted = now.Changed(request.Change, models);
        if (now.HasModelOf(wanted)) return null;
        var change = new Change(revision + 1, time.GetUtcNow(), request.Actor ?? "system", []) { Reason = request.Reason };
        var next = now.Next(wanted, change);
        var said = ChangeWriter.Difference(new ObjectRef(ObjectRef.Model, ""), Shown(now), Shown(next));
        return new ModelUpdate(next, [.. ChangeWriter.Records(change with { Objects = said is null ? [] : [said] })]);
    }

    private static Node Shown(TenantBlueprint blueprint) => Node.Map(
        ("version", Node.Of(blueprint.ModelVersion)), ("name", Node.Of(blueprint.Model.Name)), ("model_file", blueprint.Definition["model_file"]?.Copy()),
        ("settings", blueprint.Settings.Copy()));
}
