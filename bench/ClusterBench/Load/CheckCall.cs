using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>One check through the service.</summary>
internal sealed class CheckCall(IAclService service, TenantId tenant, IReadOnlyList<Query> queries) : ICall<Decision>
{
    private readonly CheckRequest[] _requests = OurContestant.Requests(queries);
    private readonly bool[] _expected = [.. queries.Select(query => query.ExpectedWithDeny)];

    /// <summary>The questions as the service takes them.</summary>
    public CheckRequest[] Requests => _requests;

    public ValueTask<Decision> AskAsync(long number) => service.CheckAsync(tenant, _requests[number % _requests.Length]);

    public bool IsRight(long number, Decision answer) => answer.Allowed == _expected[number % _expected.Length];

    /// <summary>Asks every question once, so that all it needs is in memory.</summary>
    /// <returns>How many answers were wrong.</returns>
    public async Task<long> WarmUpAsync()
    {
        var wrong = 0L;
        for (var i = 0; i < _requests.Length; i++)
            if (!IsRight(i, await AskAsync(i))) wrong++;
        return wrong;
    }
}
