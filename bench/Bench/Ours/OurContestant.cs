using OrleansAcl.Bench.Measures;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Requests;

namespace OrleansAcl.Bench.Ours;

/// <summary>The service asked a set of questions, one check at a time, through the interface everybody uses.</summary>
internal sealed class OurContestant(IAclService service, Query[] queries) : IContestant
{
    private readonly CheckRequest[] _requests = Requests(queries);
    private readonly bool[] _expected = [.. queries.Select(query => query.ExpectedWithDeny)];

    public string Name => "ours";

    public int Questions => _requests.Length;

    /// <summary>The questions as the service takes them.</summary>
    public static CheckRequest[] Requests(IEnumerable<Query> queries) =>
    [
        .. queries.Select(query => new CheckRequest(
            new SubjectRef(SubjectRef.User, query.User), query.Action, ResourceRef.Parse(query.Object))),
    ];

    public int CountWrong(int first, int count)
    {
        var wrong = 0;
        for (int i = first, end = first + count; i < end; i++)
            if (Ask(_requests[i]).Allowed != _expected[i]) wrong++;
        return wrong;
    }

    private Decision Ask(CheckRequest request)
    {
        var answer = service.CheckAsync(EmbeddedHost.Tenant, request);
        return answer.IsCompletedSuccessfully ? answer.Result : answer.AsTask().GetAwaiter().GetResult();
    }
}
