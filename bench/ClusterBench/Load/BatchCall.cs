using OrleansAcl.Bench.Worlds;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>Checks asked many at a time.</summary>
internal sealed class BatchCall(IAclService service, TenantId tenant, CheckRequest[] requests, IReadOnlyList<Query> queries, int size)
    : ICall<Listed<CheckOutcome>>
{
    private readonly CheckRequest[][] _batches = [.. requests.Chunk(size).Where(batch => batch.Length == size)];
    private readonly bool[] _expected = [.. queries.Select(query => query.ExpectedWithDeny)];

    public ValueTask<Listed<CheckOutcome>> AskAsync(long number) => service.CheckManyAsync(tenant, _batches[number % _batches.Length]);

    public bool IsRight(long number, Listed<CheckOutcome> answer)
    {
        if (answer.Count != size) return false;
        var first = (int)(number % _batches.Length) * size;
        for (var i = 0; i < size; i++)
            if (answer[i].Error is not null || answer[i].Decision.Allowed != _expected[first + i]) return false;
        return true;
    }
}
