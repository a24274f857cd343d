using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Scenarios;

public sealed class AgreementTests
{
    private const string Stored = "  - user: {id: x}\n  - resource: {id: \"r:1\"}\n";
    private const string Check = "  - check: {subject: user:x, action: read, resource: \"r:1\"}\n    expect: ";

    private readonly ScriptedService _service = new() { Lists = _ => ["r:1"], Names = _ => ["user:x"] };

    private async Task<string[]> DisagreementsAsync(string steps)
    {
        using var file = new TemporaryFile($"scenario: t\nmodel: m\nsteps:\n{steps}");
        var report = await new ScenarioRunner(_service, TimeProvider.System).RunFileAsync(file.Path, TestContext.Current.CancellationToken);
        Assert.Null(report.Unreadable);
        Assert.All(report.Failures.SelectMany(failure => failure.Problems), problem => Assert.True(problem.IsDisagreement, problem.Got));
        return [.. report.Failures.SelectMany(failure => failure.Problems).Select(problem => problem.Got.Split(' ')[0])];
    }

    [Fact]
    public async Task Check_EveryWayAlike_IsNoDisagreement() => Assert.Empty(await DisagreementsAsync(Stored + Check + "allow\n"));

    [Fact]
    public async Task Check_UnderAssumptions_IsAskedUnderThemInEveryWay()
    {
        const string Assuming = "  - check: {subject: user:y, action: read, resource: \"r:2\", assuming: [user: {id: y}, resource: {id: \"r:2\"}]}\n    expect: allow\n";
        var assumed = new List<int>();
        _service.Batch = check => Note(check.Assuming, new CheckOutcome(Decision.Made(true, "acl", "x"), null));
        _service.Explains = check => Note(check.Assuming, new Explanation(true, "acl", []));
        _service.Lists = list => Note(list.Assuming, new[] { "r:2" });
        _service.Names = who => Note(who.Assuming, new[] { "user:y" });
        _service.Actions = actions => Note(actions.Assuming, new[] { "read" });

        Assert.Empty(await DisagreementsAsync(Assuming));
        Assert.Equal([2, 2, 2, 2, 2], assumed);

        T Note<T>(IReadOnlyList<Step> steps, T answer)
        {
            assumed.Add(steps.Count);
            return answer;
        }
    }

    [Fact]
    public async Task Check_WhatItAssumesGone_IsNotDemandedOfLists()
    {
        _service.Lists = _ => [];
        _service.Names = _ => [];
        const string Gone = "  - check: {subject: user:x, action: read, resource: \"r:1\", assuming: [delete: \"r:1\", delete: user:x]}\n    expect: allow\n";

        Assert.Empty(await DisagreementsAsync(Stored + Gone));
    }

    [Fact]
    public async Task Check_BatchOtherwise_IsADisagreement()
    {
        _service.Batch = _ => new CheckOutcome(Decision.Default, null);

        Assert.Equal(["batch"], await DisagreementsAsync(Stored + Check + "allow\n"));
    }

    [Fact]
    public async Task Check_BatchErrorOtherwise_IsADisagreement()
    {
        _service.Allows = _ => throw new AclException("unknown_type", "no");
        _service.Batch = _ => new CheckOutcome(default, new AclException("unknown_action", "no"));

        Assert.Equal(["batch"], await DisagreementsAsync(Stored + Check + "error\n"));
    }

    [Fact]
    public async Task Check_ExplainedOtherwise_IsADisagreement()
    {
        _service.Explains = _ => new Explanation(false, "default", []);

        Assert.Equal(["explain"], await DisagreementsAsync(Stored + Check + "allow\n"));
    }

    [Fact]
    public async Task Check_AllowedButNowhereListed_DisagreesInEveryEnumeration()
    {
        _service.Lists = _ => [];
        _service.Names = _ => [];
        _service.Actions = _ => [];

        Assert.Equal(["list", "who", "actions"], await DisagreementsAsync(Stored + Check + "allow\n"));
    }

    [Fact]
    public async Task Check_DeniedButListed_DisagreesInEveryEnumeration()
    {
        _service.Allows = _ => false;

        Assert.Equal(["list", "who", "actions"], await DisagreementsAsync(Stored + Check + "deny\n"));
    }

    [Fact]
    public async Task Check_ListRefusesWhatCheckAnswers_IsADisagreement()
    {
        _service.Lists = _ => throw new AclException(ErrorCodes.UnknownType, "no type `r`");

        Assert.Equal(["list"], await DisagreementsAsync(Stored + Check + "allow\n"));
    }

    [Fact]
    public async Task Check_NothingStored_IsNotHeldToListAndWho()
    {
        _service.Lists = _ => [];
        _service.Names = _ => [];

        Assert.Empty(await DisagreementsAsync(Check + "allow\n"));
    }

    [Fact]
    public async Task Check_StoredThenDeleted_IsNotHeldToListAndWho()
    {
        _service.Lists = _ => [];
        _service.Names = _ => [];

        Assert.Empty(await DisagreementsAsync(Stored + "  - delete: user:x\n  - delete: \"r:1\"\n" + Check + "allow\n"));
    }

    [Fact]
    public async Task Check_StoringWasRefused_IsNotHeldToListAndWho()
    {
        _service.Lists = _ => [];
        _service.Names = _ => [];
        _service.Applies = _ => new StepResult(StepStatus.Denied);

        Assert.Empty(await DisagreementsAsync("  - user: {id: x}\n    expect: deny\n  - resource: {id: \"r:1\"}\n    expect: deny\n" + Check + "allow\n"));
    }

    [Fact]
    public async Task Check_AnyWordIsAnAction_IsNotHeldToTheNamedOnes()
    {
        _service.Types = [new TypeInfo("r", [], null, Open: true)];
        _service.Actions = _ => [];

        Assert.Empty(await DisagreementsAsync(Stored + Check + "allow\n"));
    }

    [Fact]
    public async Task Check_StillToBeCreated_IsNotHeldToActions()
    {
        _service.Actions = _ => [];

        Assert.Empty(await DisagreementsAsync("  - check: {subject: user:x, action: create, resource: \"r:\", parent: \"p:1\"}\n    expect: allow\n"));
    }

    [Fact]
    public async Task Explain_CheckedOtherwise_IsADisagreement()
    {
        _service.Explains = _ => new Explanation(false, "default", []);

        Assert.Equal(["explain"], await DisagreementsAsync("  - explain: {subject: user:x, action: read, resource: \"r:1\"}\n    expect: deny\n"));
    }

    [Fact]
    public async Task Check_ActionWrittenInAnotherCase_IsNoDisagreement()
    {
        _service.Actions = _ => ["Read"];
        _service.Types = [new TypeInfo("r", ["Read"], null, Open: false)];

        Assert.Empty(await DisagreementsAsync(Check + "allow\n"));
    }

    [Theory]
    [InlineData("storage:f", "storage://c/o/p/f")]
    [InlineData("job:dev/x", "Job:dev/x")]
    [InlineData("storage://c/f/", "storage://c/f")]
    public async Task Check_WrittenInAnotherSpelling_IsNoDisagreement(string written, string canonical)
    {
        _service.Lists = _ => [canonical];

        Assert.Empty(await DisagreementsAsync(
            $"  - resource: {{id: \"{written}\"}}\n  - check: {{subject: user:x, action: read, resource: \"{written}\"}}\n    expect: allow\n"));
    }
}
