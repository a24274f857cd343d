using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Undoing;

/// <summary>
/// Undoes a change over the seam, on every host alike: reads what is needed, plans, has the steps tried to see that they make exactly what was, and then
/// has them made, at the very revision all of that was read at.
/// </summary>
internal sealed class Undoer(IAclService service, TenantId tenant, UndoRequest request, CancellationToken cancellation)
{
    /// <summary>How often it is planned anew when others change the tenant meanwhile.</summary>
    private const int Attempts = 5;

    private static readonly string[] Sets = [ObjectRef.Role, "policy", "policy_collection"];

    /// <summary>Undoes it, or says why not.</summary>
    public async ValueTask<UndoResult> UndoAsync()
    {
        for (var left = Attempts; ; left--)
        {
            try
            {
                return await TryAsync().ConfigureAwait(false);
            }
            catch (AclException e) when (e is { Code: ErrorCodes.PreconditionFailed, Place: "if_revision" } && left > 1)
            {
                // Somebody changed something meanwhile: all is read again.
            }
        }
    }

    private async ValueTask<UndoResult> TryAsync()
    {
        var (change, later, revision) = await ReadAsync().ConfigureAwait(false);
        if (WhyNotAtAll(change, later) is { } why) return new UndoResult(change, [], []) { Whole = why };
        var now = new Dictionary<ObjectRef, Node?>();
        foreach (var reference in UndoPlan.Needed(change))
            now[reference] = Without((await service.GetAsync(tenant, reference, cancellation).ConfigureAwait(false))?.Document);
        var plan = UndoPlan.Of(change, later, now, request.As);
        var objects = plan.Objects;
        if (plan.IsPossible) objects = await HeldAsync(plan, objects).ConfigureAwait(false);
        var result = new UndoResult(change, objects, plan.Steps) { Whole = Whole(plan) };
        if (result.Refusals.Count > 0) return result;
        if (request.Digest is { } shown && shown != result.Digest)
            throw new AclException(ErrorCodes.PreconditionFailed, "undoing the change would do something else now than was shown", "digest");

        var apply = new ApplyRequest(plan.Steps) { Reason = request.Reason ?? $"undo of revision {change.Revision}", IfRevision = revision, IfLives = plan.Lives };
        ApplyResult tried;
        try
        {
            tried = await service.ApplyAsync(tenant, apply with { DryRun = true }, cancellation).ConfigureAwait(false);
        }
        catch (AclException e) when (e is { Code: ErrorCodes.PreconditionFailed, Place: "if_lives" })
        {
            return result with { Whole = e.Detail };
        }

        result = result with { Result = tried };
        if (!tried.Applied) return result;
        result = Checked(result, plan, tried);
        if (result.Refusals.Count > 0 || request.DryRun) return result;
        return result with { Result = await service.ApplyAsync(tenant, apply, cancellation).ConfigureAwait(false) };
    }

    /// <summary>The change, what came after it, and the revision that is as of.</summary>
    private async ValueTask<(Change Change, LaterChanges Later, long Revision)> ReadAsync()
    {
        if (request.Revision < 1) throw NotThere();
        var later = new LaterChanges();
        Change? change = null;
        for (var since = request.Revision - 1; ;)
        {
            var page = await PageAsync(since).ConfigureAwait(false);
            if (page.Changes.Count == 0 || page.Revision < request.Revision) throw NotThere();
            foreach (var one in page.Changes)
                if (one.Revision == request.Revision) change = one;
                else later.Add(one);
            since = page.Changes[^1].Revision;
            if (since >= page.Revision || later.Count > AclLimits.UndoneOver) return (change!, later, page.Revision);
        }
    }

    private async ValueTask<ChangePage> PageAsync(long since)
    {
        try
        {
            return await service.ChangesAsync(tenant, new ChangesRequest(since) { Limit = AclLimits.PageItems }, cancellation).ConfigureAwait(false);
        }
        catch (AclException e) when (e.Code == ErrorCodes.RevisionNotReached)
        {
            // Who undoes a change has asked for its revision, not for the one before it.
            throw new AclException(e.Code, $"there is no revision {request.Revision} yet", "revision");
        }
    }

    private AclException NotThere() => new(ErrorCodes.NotFound, $"there is no revision {request.Revision}", "revision");

    private static string? WhyNotAtAll(Change change, LaterChanges later) =>
        later.Count > AclLimits.UndoneOver ? $"more than {AclLimits.UndoneOver} changes have been made since"
        : change.Objects.Count > AclLimits.BatchItems ? $"it changed {change.Objects.Count} objects, more than the {AclLimits.BatchItems} that can be put back at once"
        : null;

    private static string? Whole(UndoPlan plan) => !plan.IsPossible ? null
        : plan.Steps.Count == 0 ? "everything it changed is as it was before already"
        : plan.Steps.Count > AclLimits.BatchItems ? $"it would take {plan.Steps.Count} steps, more than {AclLimits.BatchItems}"
        : null;

    /// <summary>What the dry run says that the steps would do must be what they are for, and a subject that goes must take nothing with it.</summary>
    private static UndoResult Checked(UndoResult result, UndoPlan plan, ApplyResult tried)
    {
        var amiss = plan.Amiss(tried.Objects).ToDictionary(a => a.Ref, a => a.Why);
        foreach (var (step, became) in plan.Made.Zip(tried.Results))
            if (became.Removal is { } removal && removal != new Removal(0, 0, Listed(plan, step.Ref), 0, 0, 0))
                amiss.TryAdd(step.Ref, "more is said of it, which would go with it");
        if (amiss.Count == 0) return result;
        var others = amiss.Where(a => result.Objects.All(o => o.Ref != a.Key)).Select(a => new UndoneObject(a.Key, []) { Refusal = a.Value });
        return result with { Objects = [.. result.Objects.Select(o => amiss.TryGetValue(o.Ref, out var why) ? o with { Refusal = why } : o), .. others] };
    }

    private static int Listed(UndoPlan plan, ObjectRef user) =>
        plan.Expected.First(e => e.Key == user).Value.Now?["roles"]?.Items.Select(i => i.Text).Distinct().Count() ?? 0;

    /// <summary>A role or policy that was made must not be held by anybody else by now.</summary>
    private async ValueTask<IReadOnlyList<UndoneObject>> HeldAsync(UndoPlan plan, IReadOnlyList<UndoneObject> objects)
    {
        var found = objects.ToList();
        foreach (var (reference, (now, then)) in plan.Expected)
        {
            if (now is null || then is not null || !Sets.Contains(reference.Kind)) continue;
            var bound = await AnyAsync(
                new BrowseRequest(ObjectRef.Binding) { Of = reference }, item => !(plan.TryThen(item.Ref, out var left) && left is null)).ConfigureAwait(false);
            if (bound is null && reference.Kind == ObjectRef.Role)
                bound = await AnyAsync(new BrowseRequest(ObjectRef.User), item => Lists(plan.TryThen(item.Ref, out var left) ? left : item.Document, reference)).ConfigureAwait(false);
            if (bound is null) continue;
            var at = found.FindIndex(o => o.Ref == reference);
            found[at] = found[at] with { Refusal = bound };
        }

        return found;
    }

    private static bool Lists(Node? user, ObjectRef role) => user?["roles"]?.Items.Any(r => r.Text == role.Id) == true;

    private async ValueTask<string?> AnyAsync(BrowseRequest browse, Func<StoredObject, bool> holds)
    {
        for (var looked = 0; ;)
        {
            var page = await service.BrowseAsync(tenant, browse with { Limit = AclLimits.PageItems }, cancellation).ConfigureAwait(false);
            foreach (var item in page.Items)
                if (holds(item)) return $"somebody else holds it by now: {item.Ref}";
            looked += page.Items.Count;
            if (page.Next is not { } next) return null;
            if (looked >= AclLimits.UndoneOver) return $"there are too many of the kind {browse.Kind} to see whether anybody holds it by now";
            browse = browse with { After = next };
        }
    }

    /// <summary>What the change log leaves out is left out here.</summary>
    private static Node? Without(Node? document) => document?["hash"] is null
        ? document : Node.Map(document.Entries.Where(e => e.Key != "hash").Select(e => (e.Key, (Node?)e.Value.Copy())));
}
