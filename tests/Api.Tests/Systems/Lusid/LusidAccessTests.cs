using System.Net;

namespace OrleansAcl.Api.Tests.Systems.Lusid;

/// <summary>Who may read and change documents: those whom the model's guards let change them.</summary>
public sealed class LusidAccessTests
{
    private const string Steps = """
        [{"policy": {"code": "p", "grant": "Allow", "selectors": [{"matchAllSelectorDefinition": {"actions": [{"activity": "Any", "entity": "Job"}]}}]}},
         {"policy_collection": {"code": "c"}}, {"role": {"code": "r", "resource": {"policyIdRoleResource": {"policies": [{"code": "p"}]}}}},
         {"role": {"code": "iam-administrator"}}, {"role": {"code": "user-role-ann"}},
         {"user": {"id": "ann", "roles": ["r"]}}, {"user": {"id": "iam", "roles": ["iam-administrator"]}}, {"user": {"id": "root", "roles": ["lusid-administrator"]}}]
        """;

    private const string NewPolicy = """{"code": "new", "grant": "Allow", "selectors": []}""";
    private const string Lists = """{"policies": [{"code": "p"}]}""";
    private const string Collections = """{"policyCollections": [{"code": "c"}]}""";

    /// <summary>Every call there is: method, path, body.</summary>
    public static TheoryData<string, string, string?> Calls => new()
    {
        { "GET", "policies", null }, { "GET", "policies/page", null }, { "GET", "policies/p", null }, { "GET", "policies/none", null },
        { "POST", "policies", NewPolicy }, { "PUT", "policies/p", """{"grant": "Deny", "selectors": []}""" }, { "DELETE", "policies/p", null },
        { "GET", "policycollections", null }, { "GET", "policycollections/page", null }, { "GET", "policycollections/c", null },
        { "POST", "policycollections", """{"code": "new"}""" }, { "PUT", "policycollections/c", "{}" }, { "DELETE", "policycollections/c", null },
        { "POST", "policycollections/c/add", Lists }, { "POST", "policycollections/c/remove", """{"policies": []}""" },
        { "GET", "roles", null }, { "GET", "roles/r", null }, { "POST", "roles", """{"code": "new"}""" }, { "PUT", "roles/r", "{}" },
        { "PUT", "roles/r?beforeCode=iam-administrator", "{}" }, { "DELETE", "roles/r", null }, { "POST", "roles/default/r/policycollections", Collections },
        { "GET", "userroles", null }, { "GET", "userroles/ann", null }, { "POST", "userroles", """{"userId": "bob", "resource": {}}""" },
        { "POST", "userroles/ann/update", """{"resource": {}}""" }, { "POST", "userroles/ann/policies", Lists },
        { "POST", "userroles/ann/policycollections", Collections }, { "DELETE", "userroles/ann", null },
    };

    [Theory, MemberData(nameof(Calls))]
    public async Task Call_ByAUserWithoutTheRole_IsDeniedWhateverIsThere(string method, string path, string? body)
    {
        await using var server = await TenantServer.StartAsync("lusid-scheduler", Steps);
        var revision = await server.RevisionAsync();
        foreach (var by in (string[])["user:ann", "user:stranger"])
            (await server.SendAsync(method, "/access/api/" + path, body, by)).RequireError(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Equal(revision, await server.RevisionAsync());
    }

    [Theory, MemberData(nameof(Calls))]
    public async Task Call_ByAnAdministrator_IsAnswered(string method, string path, string? body)
    {
        foreach (var by in (string[])["user:iam", "user:root"])
        {
            await using var server = await TenantServer.StartAsync("lusid-scheduler", Steps);
            var expected = path.EndsWith("none") ? HttpStatusCode.NotFound : HttpStatusCode.OK;
            var answer = await server.SendAsync(method, "/access/api/" + path, body, by);
            Assert.True(answer.Status == expected || answer.Response.IsSuccessStatusCode, answer.Text);
        }
    }
}
