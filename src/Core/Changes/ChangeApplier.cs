using System.Security.Cryptography;
using System.Text;
using OrleansAcl.Documents;
using OrleansAcl.Objects;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.Wire;

namespace OrleansAcl.Changes;

/// <summary>
/// Makes a request into a draft: what has been made already is not made again, what it was made for must still be so, its steps hold
/// together, and the change log says so with them. What the draft is to become of is in the result; storing it is the host's.
/// </summary>
internal sealed class ChangeApplier(Draft draft, TimeProvider time)
{
    /// <summary>Largest results kept with an idempotency key, in characters of their JSON; of larger ones only what became of each step.</summary>
    private const int ResultsKept = 4_096;

    /// <summary>Applies the request.</summary>
    /// <returns>The result but for the revision it leads to; the draft is to be stored when it was applied, and neither a dry run nor replayed.</returns>
    /// <exception cref="AclException">For a request that is malformed, or made for what is no longer so.</exception>
    public ApplyResult Apply(ApplyRequest request)
    {
        RequireBounds(request);
        if (Replay(request) is { } replayed) return replayed;
        var applied = new StepApplier(draft, time).Apply(request.Steps, out var results);
        var result = new ApplyResult(applied, results, draft.Version) { DryRun = request.DryRun };
        // Who may not make the change is told nothing of what it would have been made for.
        if (applied)
        {
            Require(request.IfRevision);
            foreach (var life in request.IfLives) Require(life);
        }

        if (applied)
            foreach (var precondition in request.Preconditions) Require(precondition, request.Steps.Any(s => s.As is not null));
        if (!applied) return result;
        if (request.DryRun) return result with { Objects = ChangeWriter.Objects(draft) };
        // What changed nothing is noted too: sent again, once others have changed what it found, it would change something.
        if (Key(request) is { } key) draft.Put(key, new KeptRequest(Hash(request), draft.Version, time.GetUtcNow(), Kept(result)));
        if (!draft.IsEmpty) ChangeWriter.Write(draft, request, time.GetUtcNow());
        return result;
    }

    private static void RequireBounds(ApplyRequest request)
    {
        if (request.Steps.Count > AclLimits.BatchItems) throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} steps");
        RequireReason(request.Reason);
        if (request.IdempotencyKey is { } key && (key.Length is 0 or > AclLimits.IdempotencyKeyCharacters || key.Any(c => c is < ' ' or > '~')))
            throw new AclException(ErrorCodes.InvalidDocument, $"expected 1 to {AclLimits.IdempotencyKeyCharacters} printable ASCII characters", "idempotency_key");
    }

    /// <summary>Refuses a reason that is too long.</summary>
    public static void RequireReason(string? reason)
    {
        if (reason?.Length > AclLimits.ReasonCharacters)
            throw new AclException(ErrorCodes.LimitExceeded, $"a reason has at most {AclLimits.ReasonCharacters} characters", "reason");
    }

    private ApplyResult? Replay(ApplyRequest request)
    {
        if (Key(request) is not { } key || request.DryRun) return null;
        var ledger = draft.Tenant.LedgerSlot(LedgerSlot.ShardFor(key)).At(draft.Version);
        if (ledger.Find(key, time.GetUtcNow()) is not { } kept) return null;
        if (kept.Hash != Hash(request)) throw new AclException(ErrorCodes.KeyReused, "the key has been used for another request", "idempotency_key");
        return ApplyWire.ReadApplied(kept.Results) with { Replayed = true };
    }

    /// <summary>What a key is kept under: callers choose theirs without knowing those of others.</summary>
    private static string? Key(ApplyRequest request) => request.IdempotencyKey is { } key ? $"{request.Actor}\n{key}" : null;

    /// <summary>A digest of what the request asks for; why it is sent is not part of that, nor what the token of its sender said at the time.</summary>
    private static string Hash(ApplyRequest request) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(
        StepWire.WriteMany(request.Steps.Select(s => s with { AsProperties = null }))))));

    private static Node Kept(ApplyResult result)
    {
        var whole = Node.Map(ApplyWire.Write(result));
        return whole.ToString().Length <= ResultsKept ? whole : Node.Map(ApplyWire.Write(
            result with { Results = [.. result.Results.Select(r => new StepResult(r.Status))] }));
    }

    private void Require(long? revision)
    {
        if (revision is { } wanted && wanted != draft.Version - 1)
            throw new AclException(ErrorCodes.PreconditionFailed, $"the tenant is at revision {draft.Version - 1}, not at {wanted}", "if_revision");
    }

    private void Require(Life life)
    {
        var now = life.Ref.Kind is ObjectRef.User or ObjectRef.Group
            ? draft.Tenant.FindPrincipal(new SubjectRef(life.Ref.Kind, life.Ref.Id))?.At(draft.Version - 1).Generation
            : draft.Tenant.FindSet(new SetKey(life.Ref.Kind, life.Ref.Id))?.At(draft.Version - 1).Generation;
        if ((now ?? 0) != life.Number)
            throw new AclException(ErrorCodes.PreconditionFailed, $"{life.Ref} has been removed since, and whoever has that name now is not who was meant", "if_lives");
    }

    /// <summary>Refuses a change that was made for something else. Who makes it as somebody may ask that only of what he changes.</summary>
    private void Require(Precondition precondition, bool ofItsOwn)
    {
        var reader = new ObjectReader(draft.Tenant, draft.Version - 1);
        if (ofItsOwn && !(reader.Place(precondition.Ref) is { } place && draft.IsOf(place)))
            throw new AclException(ErrorCodes.Denied, $"the change is not of {precondition.Ref}, so nothing can be asked of that", "preconditions");
        var found = reader.Find(precondition.Ref) is { } document ? new StoredObject(precondition.Ref, document) : null;
        var holds = precondition.ETags is not { } tags ? found is null : found is not null && (tags.Count == 0 || tags.Contains(found.ETag));
        if (holds) return;
        throw new AclException(ErrorCodes.PreconditionFailed, (precondition.ETags, found) switch
        {
            (null, _) => $"{precondition.Ref} is there already",
            (_, null) => $"{precondition.Ref} is not there",
            _ => $"{precondition.Ref} has been changed since; its ETag is `{found.ETag}` now",
        });
    }
}
