using System.Net;

namespace OrleansAcl.Api.Tests.Http;

public sealed class StatusTests
{
    private const string Check = """{"subject": "user:a", "action": "r", "resource": "t:1"}""";

    [Theory]
    [InlineData(ErrorCodes.InvalidDocument, 400)]
    [InlineData(ErrorCodes.UnknownType, 400)]
    [InlineData(ErrorCodes.UnknownAction, 400)]
    [InlineData(ErrorCodes.InvalidArguments, 400)]
    [InlineData(ErrorCodes.InvalidModel, 400)]
    [InlineData(ErrorCodes.UnknownModel, 400)]
    [InlineData(ErrorCodes.LimitExceeded, 400)]
    [InlineData(ErrorCodes.Unauthenticated, 401)]
    [InlineData(ErrorCodes.Denied, 403)]
    [InlineData(ErrorCodes.UnknownOperation, 404)]
    [InlineData(ErrorCodes.UnknownTenant, 404)]
    [InlineData(ErrorCodes.NotFound, 404)]
    [InlineData(ErrorCodes.TenantExists, 409)]
    [InlineData(ErrorCodes.NoEffect, 409)]
    [InlineData(ErrorCodes.StoreFailed, 503)]
    [InlineData(ErrorCodes.Unreachable, 503)]
    [InlineData(ErrorCodes.Internal, 500)]
    public async Task Error_OfEachCode_HasItsStatus(string code, int status)
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Fault = new AclException(code, "why");
        var problem = (await server.PostAsync("/tenants/acme/v1/check", Check)).RequireProblem((HttpStatusCode)status, code);
        Assert.Equal("why", problem["detail"]?.Text);
        Assert.Null(problem["place"]);
        Assert.NotNull(problem["title"]);
    }

    [Fact]
    public async Task Fault_NobodyForesaw_Is500WithoutDetails()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Fault = new InvalidOperationException("swordfish");
        var answer = await server.PostAsync("/tenants/acme/v1/check", Check);
        answer.RequireProblem(HttpStatusCode.InternalServerError, ErrorCodes.Internal);
        Assert.DoesNotContain("swordfish", answer.Text);
    }

    [Fact]
    public async Task Fault_OnAnAuthZenPath_Is500WithAMessage()
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Fault = new InvalidOperationException("swordfish");
        var answer = await server.PostAsync(
            "/access/v1/evaluation", """{"subject": {"type": "user", "id": "a"}, "action": {"name": "r"}, "resource": {"type": "t", "id": "1"}}""");
        Assert.DoesNotContain("swordfish", answer.RequireMessage(HttpStatusCode.InternalServerError));
    }
}
