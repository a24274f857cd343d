using System.Net;
using OrleansAcl.Requests;

namespace OrleansAcl.Client.Tests;

public sealed class HttpAclServiceTests
{
    private const string Allowed = """{"allowed": true, "rung": "owner", "reason": "owner: ann"}""";

    private static readonly CheckRequest Question = new(SubjectRef.Parse("user:ann"), "read", ResourceRef.Parse("storage:f/x"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<AclException> RefusedAsync(StubServer server) =>
        await Assert.ThrowsAsync<AclException>(() => server.Connect().CheckAsync(TenantId.Default, Question, Cancel).AsTask());

    [Fact]
    public async Task Check_WithAWrittenResource_SendsItsText()
    {
        var server = new StubServer(HttpStatusCode.OK, Allowed);
        Assert.True((await server.Connect().CheckAsync(TenantId.Parse("acme"), Question, Cancel)).Allowed);
        Assert.Equal(("POST", "/base/tenants/acme/v1/check", """{"subject":"user:ann","action":"read","resource":"storage:f/x"}"""), server.Asked);
    }

    [Fact]
    public async Task Check_WithACanonicalResource_SendsItsParts()
    {
        var server = new StubServer(HttpStatusCode.OK, Allowed);
        await server.Connect().CheckAsync(TenantId.Default, Question with { Resource = new ResourceRef("storage", "f/x") }, Cancel);
        Assert.Contains("""{"type":"storage","id":"f/x"}""", server.Asked.Body);
    }

    [Fact]
    public async Task List_OfUris_ReadsCanonicalOnes()
    {
        var server = new StubServer(HttpStatusCode.OK, """{"resources": ["storage://c/o/p/f", "Job:a"]}""");
        var resources = await server.Connect().ListAsync(TenantId.Default, new ListRequest(Question.Subject, "read", "storage"), Cancel);
        Assert.Equal([new ResourceRef("storage", "c/o/p/f"), new ResourceRef("Job", "a")], resources);
        Assert.Equal("storage://c/o/p/f", resources[0].ToString());
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, "<html>")]
    [InlineData(HttpStatusCode.NotFound, "")]
    [InlineData(HttpStatusCode.Found, "")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, """{"allowed": "true", "rung": "x", "reason": "y"}""")]
    public async Task Answer_NobodyUnderstands_IsUnreachableAndNoDecision(HttpStatusCode status, string body) =>
        Assert.Equal(ErrorCodes.Unreachable, (await RefusedAsync(new StubServer(status, body))).Code);

    [Fact]
    public async Task Server_ThatCannotBeReached_IsUnreachable() =>
        Assert.Equal(ErrorCodes.Unreachable, (await RefusedAsync(new StubServer(default, "") { Fault = new HttpRequestException("no route") })).Code);

    [Fact]
    public async Task Server_ThatDoesNotAnswerInTime_IsUnreachable() =>
        Assert.Equal(ErrorCodes.Unreachable, (await RefusedAsync(new StubServer(default, "") { Fault = new TaskCanceledException() })).Code);

    [Fact]
    public async Task Cancellation_ByTheCaller_StaysCancellation()
    {
        var client = new StubServer(HttpStatusCode.OK, Allowed).Connect();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.CheckAsync(TenantId.Default, Question, new CancellationToken(canceled: true)).AsTask());
    }

    [Fact]
    public async Task Unauthorized_WithoutProblemDetails_IsUnauthenticated() =>
        Assert.Equal(ErrorCodes.Unauthenticated, (await RefusedAsync(new StubServer(HttpStatusCode.Unauthorized, ""))).Code);

    [Fact]
    public async Task GetTenant_WithSomebodyElses404_IsNotTakenForAMissingTenant()
    {
        var client = new StubServer(HttpStatusCode.NotFound, "not here").Connect();
        var error = await Assert.ThrowsAsync<AclException>(() => client.GetTenantAsync(TenantId.Default, Cancel).AsTask());
        Assert.Equal(ErrorCodes.Unreachable, error.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public async Task Operation_WithANameNoPathCarries_IsUnknown(string name)
    {
        var client = new StubServer(HttpStatusCode.OK, "{}").Connect();
        var error = await Assert.ThrowsAsync<AclException>(
            async () => await client.OperationAsync(TenantId.Default, new OperationRequest(name, Question.Subject), Cancel));
        Assert.Equal(ErrorCodes.UnknownOperation, error.Code);
    }

    [Fact]
    public async Task Problem_WithMembersOfLaterVersions_IsStillRead()
    {
        var problem = """{"type": "about:blank", "status": 400, "code": "unknown_type", "detail": "no `x`", "place": "resource", "trace": "1"}""";
        var error = await RefusedAsync(new StubServer(HttpStatusCode.BadRequest, problem));
        Assert.Equal((ErrorCodes.UnknownType, "no `x`", "resource"), (error.Code, error.Detail, error.Place));
    }
}
