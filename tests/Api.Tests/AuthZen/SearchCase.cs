namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>The three searches, a body that each of them takes, and servers on which each finds something.</summary>
public static class SearchCase
{
    public const string Subject = "/access/v1/search/subject";
    public const string Resource = "/access/v1/search/resource";
    public const string Action = "/access/v1/search/action";

    /// <summary>A body with every member the standard knows, and some it does not.</summary>
    public const string Full = """
        {"subject": {"type": "user", "id": "ann", "properties": {"role": "r"}, "more": 1},
         "action": {"name": "read", "properties": {"soft": true}},
         "resource": {"type": "record", "id": "1", "properties": {"status": "active"}},
         "context": {"time": "now"}, "options": 3, "unknown": null}
        """;

    private static readonly SubjectRef[] Subjects = [new("user", "cid"), new("user", "Zoe"), new("user", "ann")];

    private static readonly ResourceRef[] Resources = [new("record", "2"), new("record", "10")];

    /// <summary>Where each is sent.</summary>
    public static IReadOnlyList<string> All { get; } = [Subject, Resource, Action];

    /// <summary>The same, for theories.</summary>
    public static TheoryData<string> Paths => [.. All];

    /// <summary>A server whose service answers what is sought there.</summary>
    internal static async Task<ApiServer> StartAsync(string path)
    {
        var server = await ApiServer.StartAsync();
        server.Service.Answer = path switch
        {
            Subject => Subjects,
            Resource => Resources,
            _ => new[] { "write", "read" },
        };
        return server;
    }
}
