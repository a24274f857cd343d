using OrleansAcl.Documents;
using OrleansAcl.Requests;
using static OrleansAcl.Api.Tests.RoundTrip.RoundTrip;

namespace OrleansAcl.Api.Tests.RoundTrip;

public sealed class ApplyRoundTripTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_OfEveryShape_ArriveInOrder()
    {
        await using var trip = await StartAsync(new ApplyResult(true, [], 1));
        await trip.Client.ApplyAsync(
            Acme, [new Step("user", Facts()), new Step("delete", Node.Of("user:ann"), SubjectRef.Parse("user:bob"))], Cancel);

        var steps = trip.Service.Only.As<ApplyRequest>().Steps;
        Assert.Equal([("user", null), ("delete", SubjectRef.Parse("user:bob"))], steps.Select(s => (s.Verb, s.As)));
        SameNode(Facts(), steps[0].Value);
        SameNode(Node.Of("user:ann"), steps[1].Value);
    }

    [Fact]
    public async Task Applied_WithOutputAndWarnings_ComesBackWhole()
    {
        var run = new StepResult(StepStatus.Applied) { Output = new CommandOutput(2, ["out"], ["err", ""]), Warnings = ["unused"] };
        await using var trip = await StartAsync(new ApplyResult(true, [run], long.MaxValue));
        var result = await trip.Client.ApplyAsync(Acme, [new Step("run", Node.Of("whoami"))], Cancel);

        Assert.Equal((true, long.MaxValue), (result.Applied, result.Revision));
        var step = Assert.Single(result.Results);
        Assert.Equal((StepStatus.Applied, 2), (step.Status, step.Output?.Exit));
        Assert.Equal(["out"], step.Output!.Stdout);
        Assert.Equal(["err", ""], step.Output!.Stderr);
        Assert.Equal(["unused"], step.Warnings);
    }

    [Fact]
    public async Task Refused_IsAResultAndNoException()
    {
        var denied = new StepResult(StepStatus.Denied) { Code = ErrorCodes.Denied, Message = "not yours", Missing = ["Manage Job:a"] };
        var malformed = new StepResult(StepStatus.Error) { Code = ErrorCodes.InvalidDocument, Message = "bad", Place = "acl.by" };
        await using var trip = await StartAsync(new ApplyResult(false, [new StepResult(StepStatus.NotApplied), denied, malformed], 7));
        var result = await trip.Client.ApplyAsync(Acme, [new Step("user", Facts())], Cancel);

        Assert.Equal((false, 7L), (result.Applied, result.Revision));
        Assert.Equal([StepStatus.NotApplied, StepStatus.Denied, StepStatus.Error], result.Results.Select(r => r.Status));
        Assert.Equal((ErrorCodes.Denied, "not yours", "Manage Job:a"), (result.Results[1].Code, result.Results[1].Message, Assert.Single(result.Results[1].Missing)));
        Assert.Equal((ErrorCodes.InvalidDocument, "bad", "acl.by"), (result.Results[2].Code, result.Results[2].Message, result.Results[2].Place));
    }
}
