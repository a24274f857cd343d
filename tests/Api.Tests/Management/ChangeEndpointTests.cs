using System.Net;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Management;

public sealed class ChangeEndpointTests
{
    private const string Path = "/tenants/acme/v1/apply";
    private const string Body = """{"steps": [{"user": {"id": "ann"}, "as": "user:bob"}]}""";

    private static readonly StepResult Waiting = new(StepStatus.NotApplied);

    private static async Task<HttpAnswer> ApplyAsync(params StepResult[] results)
    {
        await using var server = await ApiServer.StartAsync();
        server.Service.Answer = new ApplyResult(results.All(r => r.Status == StepStatus.Applied), results, 4);
        return await server.PostAsync(Path, Body);
    }

    [Fact]
    public async Task Apply_WhenAllHold_Is200WithResultsAndRevision()
    {
        var answer = await ApplyAsync(new StepResult(StepStatus.Applied));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"results":[{"status":"applied"}],"revision":4}""", answer.Text);
    }

    [Fact]
    public async Task Apply_WhenTheFirstRefusedIsDenied_Is403WithTheResults()
    {
        var denied = new StepResult(StepStatus.Denied) { Message = "not yours", Missing = ["Manage job:1"] };
        var problem = (await ApplyAsync(Waiting, denied, new StepResult(StepStatus.Error) { Code = ErrorCodes.NotFound }))
            .RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Equal(("not yours", "steps[1]"), (problem["detail"]?.Text, problem["place"]?.Text));
        Assert.Equal(["not_applied", "denied", "error"], problem.Require("results").Items.Select(r => r["status"]!.Text));
        Assert.Equal("""["Manage job:1"]""", problem["results"]!.Items[1]["missing"]?.ToString());
    }

    [Theory]
    [InlineData(ErrorCodes.InvalidDocument, HttpStatusCode.BadRequest)]
    [InlineData(ErrorCodes.NotFound, HttpStatusCode.NotFound)]
    [InlineData(ErrorCodes.NoEffect, HttpStatusCode.Conflict)]
    public async Task Apply_WhenTheFirstRefusedIsAnError_HasItsCode(string code, HttpStatusCode status)
    {
        var error = new StepResult(StepStatus.Error) { Code = code, Message = "why", Place = "user.id" };
        var problem = (await ApplyAsync(Waiting, error, new StepResult(StepStatus.Denied))).RequireProblem(status, code);
        Assert.Equal(("why", "user.id"), (problem["detail"]?.Text, problem["place"]?.Text));
    }
}
