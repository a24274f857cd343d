using System.Net;
using System.Text;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.AuthZen;

public sealed class EvaluationTests
{
    private const string Path = "/access/v1/evaluation";

    private const string Read = """
        {"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}
        """;

    [Fact]
    public async Task Evaluation_WithEveryMember_ArrivesAsACheck()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = Decision.Default;
        await server.PostAsync(Path, """
            {"subject": {"type": "user", "id": "ann", "properties": {"roles": ["r"]}, "more": 1},
             "action": {"name": "read", "properties": {"soft": true}},
             "resource": {"type": "record", "id": "1", "properties": {"status": "active"}},
             "context": {"time": "now"}, "options": 3, "unknown": null}
            """);
        var (call, asked) = (server.Service.Only, server.Service.Only.As<CheckRequest>());
        Assert.Equal(TenantId.Default, call.Tenant);
        Assert.Equal(("user:ann", "read", "record:1"), (asked.Subject.ToString(), asked.Action, asked.Resource.ToString()));
        Assert.Equal("""{"roles":["r"]}""", asked.SubjectProperties?.ToString());
        Assert.Equal("""{"status":"active"}""", asked.ResourceProperties?.ToString());
        Assert.Equal("""{"time":"now"}""", asked.Context?.ToString());
    }

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public async Task Evaluation_AllowedOrDenied_Is200WithTheReason(bool allowed, string decision)
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = Decision.Made(allowed, "owner", "owner: it is hers");
        var answer = await server.PostAsync(Path, Read);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal($$$"""{"decision":{{{decision}}},"context":{"reason":"owner: it is hers","rung":"owner"}}""", answer.Text);
    }

    [Fact]
    public async Task Evaluation_UnderATenant_AsksThatTenant()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = Decision.Default;
        await server.PostAsync("/tenants/acme" + Path, Read);
        Assert.Equal("acme", server.Service.Only.Tenant.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"ann\"")]
    [InlineData("{}")]
    [InlineData("""{"subject": "alice", "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""")]
    [InlineData("""{"subject": {"type": "user"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""")]
    [InlineData("""{"subject": {"type": "user", "id": 1}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""")]
    [InlineData("""{"subject": {"type": "user", "id": "a"}, "action": {"name": 123}, "resource": {"type": "record", "id": "1"}}""")]
    [InlineData("""{"subject": {"type": "user", "id": "a"}, "action": {}, "resource": {"type": "record", "id": "1"}}""")]
    [InlineData("""{"subject": {"type": "user", "id": "a"}, "action": {"name": "read", "properties": 1}, "resource": {"type": "record", "id": "1"}}""")]
    [InlineData("""{"subject": {"type": "user", "id": "a"}, "action": {"name": "read"}, "resource": {"type": "record"}}""")]
    [InlineData("""{"subject": {"type": "user", "id": "a"}, "action": {"name": "read"}}""")]
    [InlineData("""{"subject": {"type": "user", "id": "a"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}, "context": []}""")]
    [InlineData("""{"subject": {"type": "user", "id": "a", "id": "b"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""")]
    public async Task Evaluation_WhenMalformed_Is400WithAMessage(string body)
    {
        await using var server = await ApiServer.StartAsync();
        var answer = await server.PostAsync(Path, body);
        answer.RequireMessage(HttpStatusCode.BadRequest);
        Assert.Empty(server.Service.Calls);
    }

    [Theory]
    [InlineData(ErrorCodes.UnknownType)]
    [InlineData(ErrorCodes.UnknownAction)]
    public async Task Evaluation_OfSomethingUnknown_Is400WithTheMessage(string code)
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Fault = new AclException(code, "not known");
        Assert.Equal("not known", (await server.PostAsync(Path, Read)).RequireMessage(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task ContentType_OtherThanJson_Is400(string? contentType)
    {
        await using var server = await ApiServer.StartAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Read));
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        (await server.SendAsync(HttpMethod.Post, Path, content)).RequireMessage(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=\"UTF-8\"")]
    public async Task ContentType_OfJson_IsAccepted(string contentType)
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = Decision.Default;
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Read));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Post, Path, content)).Status);
    }
}
