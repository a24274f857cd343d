using System.Net;

namespace OrleansAcl.Api.Tests.Http;

public sealed class StrictBodyTests
{
    private const string Root = "/tenants/acme/v1/";

    [Theory]
    [InlineData("check", """{"subject": "user:a", "action": "r", "resource": "t:1", "resorce": "t:1"}""", "resorce")]
    [InlineData("check", """{"subject": "user:a", "action": 1, "resource": "t:1"}""", "action")]
    [InlineData("check", """{"subject": "ann", "action": "r", "resource": "t:1"}""", "subject")]
    [InlineData("check", """{"subject": "user:a", "action": "r", "resource": {"type": "t", "id": "1", "kind": 2}}""", "resource.kind")]
    [InlineData("check", """{"subject": {"type": "", "id": "a"}, "action": "r", "resource": "t:1"}""", "subject")]
    [InlineData("check", """{"subject": "user:a", "action": "r", "resource": "t:1", "namespace": null}""", "namespace")]
    [InlineData("check", """{"subject": "user:a", "action": "r", "resource": "t:1", "context": []}""", "context")]
    [InlineData("check-many", """{"checks": [{"subject": "user:a", "action": "r", "resource": "t"}]}""", "checks[0].resource")]
    [InlineData("check-many", """{"checks": {}}""", "checks")]
    [InlineData("explain", """{"subject": "user:a", "action": "r", "resource": "t:1", "x": 1}""", "x")]
    [InlineData("list", """{"subject": "user:a", "action": "r", "type": ["t"]}""", "type")]
    [InlineData("who", """{"action": "r", "resource": "t:1", "subject": "user:a"}""", "subject")]
    [InlineData("actions", """{"subject": "user:a", "resource": "t:1", "action": "r"}""", "action")]
    [InlineData("operations/ListJobs", """{"subject": "user:a", "items": ["t:1", 2]}""", "items[1]")]
    [InlineData("operations/ListJobs", """{"subject": "user:a", "args": "x"}""", "args")]
    [InlineData("apply", """{"steps": [{"user": {}, "group": {}}]}""", "steps[0]")]
    [InlineData("apply", """{"steps": [{"as": "user:a"}]}""", "steps[0]")]
    [InlineData("apply", """{"steps": [{"user": {}, "as": "a"}]}""", "steps[0].as")]
    [InlineData("apply", """{"steps": ["user"]}""", "steps[0]")]
    public async Task Body_WithAFieldAtFault_NamesTheField(string path, string body, string field)
    {
        await using var server = await ApiServer.StartAsync();
        var problem = (await server.PostAsync(Root + path, body)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Equal($"{field} (line 1)", problem["place"]?.Text);
        Assert.Empty(server.Service.Calls);
    }

    [Theory]
    [InlineData("check", """{"subject": "user:a", "action": "r"}""", "resource")]
    [InlineData("apply", "{}", "steps")]
    [InlineData("check", """{"subject": "user:a", "subject": "user:b", "action": "r", "resource": "t:1"}""", "subject")]
    public async Task Body_WithAKeyMissingOrTwice_SaysWhich(string path, string body, string key)
    {
        await using var server = await ApiServer.StartAsync();
        var problem = (await server.PostAsync(Root + path, body)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Contains($"`{key}`", problem["detail"]?.Text);
    }

    [Fact]
    public async Task Tenant_WithAnImpossibleName_Is400()
    {
        await using var server = await ApiServer.StartAsync();
        (await server.PostAsync("/tenants/Acme/v1/check", """{"subject": "user:a", "action": "r", "resource": "t:1"}"""))
            .RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }

    [Fact]
    public async Task Steps_OverTheirLimit_Are400()
    {
        await using var server = await ApiServer.StartAsync();
        var steps = string.Join(",", Enumerable.Repeat("""{"user":{}}""", AclLimits.BatchItems + 1));
        (await server.PostAsync(Root + "apply", $$"""{"steps": [{{steps}}]}""")).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.LimitExceeded);
    }

    [Fact]
    public async Task Resource_AsTextWithProperties_KeepsItsText()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = Decision.Default;
        await server.PostAsync(Root + "check", """{"subject": "user:a", "action": "r", "resource": {"ref": "storage:f/x", "properties": {"p": 1}}}""");
        var asked = server.Service.Only.As<Requests.CheckRequest>();
        Assert.Equal(("storage:f/x", """{"p":1}"""), (asked.Resource.ToString(), asked.ResourceProperties?.ToString()));
    }
}
