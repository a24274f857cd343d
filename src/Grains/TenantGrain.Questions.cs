using OrleansAcl.Documents;
using OrleansAcl.State;
using OrleansAcl.Wire;

namespace OrleansAcl.Grains;

/// <summary>The tenant's grain as it is asked what would be if steps had been made: on what it has loaded, in a turn of its own.</summary>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public Task<Answer> AskAsync(string question, string body) => Answers.OfAsync(() =>
    {
        var asked = SentQuestion.Read(question, Json.ParseOwn(body))
            ?? throw new AclException(ErrorCodes.InvalidArguments, $"there is no question `{References.Shown(question)}`");
        return InTurnAsync(() => AskAsync(asked));
    });

    private async Task<Node> AskAsync(SentQuestion asked)
    {
        await HoldAsync();
        LetGo();
        if (_blueprint is not { Importing: false } || _tenant is not { } tenant) throw Unknown();
        for (var attempt = 0; attempt < PlanAttempts; attempt++)
        {
            var (answer, refusal, missing) = TryAsk(tenant, asked);
            if (missing is null) return answer ?? throw refusal!;
            await LoadAsync(new StoredEntities(GrainFactory, _storage, Name, Stored.Life), tenant, missing);
        }

        throw new AclException(ErrorCodes.LimitExceeded, "the question needs more of the tenant than can be loaded");
    }

    /// <summary>The answer on what is loaded; it, or why there is none, counts only if nothing was missing.</summary>
    private (Node? Answer, AclException? Refusal, IReadOnlyCollection<EntityKey>? Missing) TryAsk(TenantState tenant, SentQuestion asked)
    {
        Misses.Begin();
        try
        {
            return (asked.AskAssuming(tenant, _time), null, Misses.End());
        }
        catch (AclException e)
        {
            return (null, e, Misses.End());
        }
    }
}
