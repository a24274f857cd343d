using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Scenarios;

public sealed class ScenarioRunnerTests
{
    private readonly ScriptedService _service = new();

    private async Task<FileReport> RunAsync(string steps, string head = "")
    {
        using var file = new TemporaryFile($"scenario: t\nmodel: m\n{head}steps:\n{steps}");
        return await new ScenarioRunner(_service, TimeProvider.System).RunFileAsync(file.Path, TestContext.Current.CancellationToken);
    }

    private static Problem OnlyProblem(FileReport report) => Assert.Single(Assert.Single(report.Failures).Problems);

    [Fact]
    public async Task Runner_EveryStepHolds_CountsThemPassed()
    {
        var report = await RunAsync("  - user: {id: u}\n  - check: {subject: user:x, action: read, resource: r:1}\n    expect: allow\n");

        Assert.Equal((2, 0), (report.Passed, report.Failed));
    }

    [Fact]
    public async Task Runner_CheckAnsweredOtherwise_FailsWithLineTitleAndReason()
    {
        var report = await RunAsync("  - check: {subject: user:x, action: read, resource: r:1}\n    expect: deny\n    because: of this\n");

        var failure = Assert.Single(report.Failures);
        Assert.Equal((4, "t", "of this"), (failure.Line, failure.Scenario, failure.Because));
        Assert.Equal(new Problem("deny", "allow (acl: an entry)"), Assert.Single(failure.Problems));
        Assert.Equal((0, 1), (report.Passed, report.Failed));
    }

    [Fact]
    public async Task Runner_FailedStep_GoesOnWithTheNext()
    {
        _service.Applies = step => step.Verb == "user" ? new StepResult(StepStatus.Error) { Code = "invalid_document" } : new StepResult(StepStatus.Applied);

        var report = await RunAsync("  - user: {id: u}\n  - group: {id: g}\n");

        Assert.Equal((1, 1), (report.Passed, report.Failed));
    }

    [Theory]
    [InlineData("expect: error", true)]
    [InlineData("expect: error\n    error: unknown_action", true)]
    [InlineData("expect: error\n    error: unknown_type", false)]
    [InlineData("expect: deny", false)]
    public async Task Check_ThatIsAnError_HoldsOnlyForThatError(string expectation, bool holds)
    {
        _service.Allows = _ => throw new AclException("unknown_action", "no action `fly`");

        var report = await RunAsync($"  - check: {{subject: user:x, action: fly, resource: r:1}}\n    {expectation}\n");

        Assert.Equal(holds, report.Failed == 0);
    }

    [Theory]
    [InlineData(ErrorCodes.StoreFailed)]
    [InlineData(ErrorCodes.Unreachable)]
    public async Task Check_FaultOnTheWay_IsNotTheErrorThatWasExpected(string code)
    {
        _service.Allows = _ => throw new AclException(code, "gone");

        Assert.Equal(1, (await RunAsync("  - check: {subject: user:x, action: fly, resource: r:1}\n    expect: error\n")).Failed);
    }

    [Fact]
    public async Task Check_UnforeseenException_IsAFailureOfTheStep()
    {
        _service.Allows = _ => throw new InvalidOperationException("boom");

        var report = await RunAsync("  - check: {subject: user:x, action: fly, resource: r:1}\n    expect: error\n");

        Assert.Contains("boom", OnlyProblem(report).Got);
    }

    [Fact]
    public async Task Check_MalformedReference_IsInvalidDocumentThatMayBeExpected()
    {
        var report = await RunAsync("  - check: {subject: user:x, action: read, resource: nowhere}\n    expect: error\n    error: invalid_document\n");

        Assert.Equal(0, report.Failed);
    }

    [Fact]
    public async Task Check_ObjectsNamespaceParentAndContext_AreAllSent()
    {
        await RunAsync("""
              - check:
                  subject: {type: user, id: x, properties: {roles: [a]}}
                  action: read
                  resource: {type: r, id: "1", properties: {size: 2}}
                  namespace: n
                  parent: p:1
                  context: {via: ui}
                expect: allow

            """.ReplaceLineEndings("\n"));

        var check = Assert.IsType<CheckRequest>(_service.Asked[0]);
        Assert.Equal("user:x read r:1 n p:1", $"{check.Subject} {check.Action} {check.Resource} {check.Namespace} {check.Parent}");
        Assert.Equal("""{"roles":["a"]} {"size":2} {"via":"ui"}""", $"{check.SubjectProperties} {check.ResourceProperties} {check.Context}");
    }

    [Theory]
    [InlineData(StepStatus.Applied, "", true)]
    [InlineData(StepStatus.Denied, "", false)]
    [InlineData(StepStatus.Error, "", false)]
    [InlineData(StepStatus.Denied, "    expect: deny\n", true)]
    [InlineData(StepStatus.Error, "    expect: deny\n", false)]
    [InlineData(StepStatus.Applied, "    expect: error\n", false)]
    [InlineData(StepStatus.Error, "    expect: error\n    error: no_effect\n", true)]
    [InlineData(StepStatus.Error, "    expect: error\n    error: not_found\n", false)]
    public async Task SetUp_Refused_HoldsOnlyWhenExpected(StepStatus status, string expectation, bool holds)
    {
        _service.Applies = _ => new StepResult(status) { Code = status == StepStatus.Error ? "no_effect" : null };

        var report = await RunAsync("  - revoke: {resource: r:1, from: user:u}\n" + expectation);

        Assert.Equal(holds, report.Failed == 0);
    }

    [Fact]
    public async Task SetUp_WithAs_IsSentAsThatSubject()
    {
        await RunAsync("  - grant: {resource: r:1, to: user:u}\n    as: user:ann\n");

        var step = Assert.Single(_service.Steps);
        Assert.Equal(("grant", "user:ann", """{"resource":"r:1","to":"user:u"}"""), (step.Verb, step.As.ToString(), step.Value.ToString()));
    }

    [Theory]
    [InlineData(0, "", true)]
    [InlineData(77, "", false)]
    [InlineData(77, "    exit: 77\n", true)]
    [InlineData(77, "    exit: 0\n", false)]
    [InlineData(77, "    expect: error\n", true)]
    [InlineData(77, "    stdout: [out]\n", false)]
    [InlineData(0, "    stdout: [out, line]\n    stderr: [warn]\n", true)]
    [InlineData(0, "    stdout: [absent]\n", false)]
    [InlineData(77, "    exit: 77\n    stderr: [absent]\n", false)]
    public async Task Run_ExitAndOutput_AreHeldToWhatIsSaid(int exit, string expectation, bool holds)
    {
        _service.Applies = _ => new StepResult(exit == 0 ? StepStatus.Applied : StepStatus.Error)
        {
            Code = exit == 0 ? null : "denied",
            Output = new CommandOutput(exit, ["out line"], ["a warning"]),
        };

        Assert.Equal(holds, (await RunAsync("  - run: list\n" + expectation)).Failed == 0);
    }

    [Fact]
    public async Task Run_WithoutACommandLine_FailsWhenAnExitIsExpected()
    {
        _service.Applies = _ => new StepResult(StepStatus.Error) { Code = "invalid_document" };

        Assert.Contains("invalid_document", OnlyProblem(await RunAsync("  - run: list\n    exit: 0\n")).Got);
    }

    [Fact]
    public async Task Operation_OutcomeVisibleAndMissing_AreComparedInAnyOrder()
    {
        _service.Operates = _ => new OperationResult(OperationOutcome.Deny, null, [new("r", "1"), new("r", "2")], ["read r:3", "read r:4"], "why");
        const string Question = "  - operation: {name: o, subject: user:x, items: [r:1, r:2]}\n    expect: deny\n";

        Assert.Equal(0, (await RunAsync(Question + "    visible: [r:2, r:1]\n    missing: [read r:4, read r:3]\n")).Failed);
        Assert.Equal(1, (await RunAsync(Question + "    visible: [r:1]\n")).Failed);
        Assert.Equal(1, (await RunAsync(Question + "    missing: []\n")).Failed);
    }

    [Fact]
    public async Task Operation_ErrorOutcome_IsExpectedByItsCode()
    {
        _service.Operates = _ => new OperationResult(OperationOutcome.Error, "not_found", [], ["read r:1"], "hidden");

        Assert.Equal(0, (await RunAsync("  - operation: {name: o, subject: user:x}\n    expect: error\n    error: not_found\n    missing: [read r:1]\n")).Failed);
    }

    [Fact]
    public async Task Enumerations_AnyOrder_MustBeComplete()
    {
        _service.Lists = _ => ["r:1", "r:2"];
        _service.Names = _ => ["user:a", "user:b"];
        _service.Actions = _ => ["read", "write"];

        var report = await RunAsync(
            "  - list: {subject: user:x, action: read, type: r}\n    expect: [r:2, r:1]\n"
            + "  - who: {action: read, resource: r:1}\n    expect: [user:b, user:a]\n"
            + "  - actions: {subject: user:x, resource: r:1}\n    expect: [write, read]\n"
            + "  - list: {subject: user:x, action: read, type: r}\n    expect: [r:1]\n"
            + "  - who: {action: read, resource: r:1}\n    expect: [user:a, user:b, user:c]\n");

        Assert.Equal((3, 2), (report.Passed, report.Failed));
    }

    [Fact]
    public async Task Explain_DecidedBy_MustContainEveryPart()
    {
        const string Question = "  - explain: {subject: user:x, action: read, resource: r:1}\n    expect: allow\n";

        Assert.Equal(0, (await RunAsync(Question + "    decided_by: [acl, entry]\n")).Failed);
        Assert.Contains("role", OnlyProblem(await RunAsync(Question + "    decided_by: [acl, role]\n")).Expected);
    }

    [Fact]
    public async Task Scenario_Ended_LeavesNoTenantBehind()
    {
        await RunAsync("  - user: {id: u}\n");

        Assert.Empty(_service.Tenants);
        Assert.Single(_service.Definitions);
    }

    [Fact]
    public async Task Scenario_ClockAndSettings_AreTheTenants()
    {
        await RunAsync("  - user: {id: u}\n", "clock: 2026-01-01T09:00:00Z\nsettings: {cluster: c}\n");

        var definition = Assert.Single(_service.Definitions);
        Assert.Equal(("m", DateTimeOffset.Parse("2026-01-01T09:00:00Z")), (definition.Model, definition.Clock));
        Assert.True(definition.Settings!.ValueEquals(Node.Map(("cluster", Node.Of("c")))));
    }

    [Fact]
    public async Task Scenario_ModelPath_IsReadBesideTheFile()
    {
        using var model = new TemporaryFile("model: own\n");
        using var file = new TemporaryFile($"scenario: t\nmodel: ./{model.Name}\nsteps: []\n");

        await new ScenarioRunner(_service, TimeProvider.System).RunFileAsync(file.Path, TestContext.Current.CancellationToken);

        Assert.Equal("model: own\n", Assert.Single(_service.Definitions).ModelFile);
    }

    [Fact]
    public async Task Scenario_UnknownModel_IsOneFailure()
    {
        using var file = new TemporaryFile("scenario: t\nmodel: nowhere\nsteps:\n  - user: {id: u}\n");

        var report = await new ScenarioRunner(_service, TimeProvider.System).RunFileAsync(file.Path, TestContext.Current.CancellationToken);

        Assert.Equal((0, 1), (report.Passed, report.Failed));
        Assert.Equal(2, report.Failures[0].Line);
    }
}
