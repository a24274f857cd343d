using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

public sealed class QuestionCommandTests
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Check_Decided_ExitsWithTheAnswer(bool allowed, int exit)
    {
        _shell.Service.Allows = _ => allowed;

        Assert.Equal(exit, await _shell.RunAsync("check", "user:ann", "read", "scheduler:42"));
        Assert.Equal(exit, await _shell.RunAsync("explain", "user:ann", "read", "scheduler:42"));
    }

    [Fact]
    public async Task Check_Error_ExitsTwoAndSaysCodeAndMessage()
    {
        _shell.Service.Allows = _ => throw new AclException(ErrorCodes.UnknownAction, "no action `fly`", "action");

        Assert.Equal(2, await _shell.RunAsync("check", "user:ann", "fly", "scheduler:42"));
        Assert.Equal("error: unknown_action: action: no action `fly`", _shell.Error);
    }

    [Fact]
    public async Task Check_ErrorInJson_IsAnObject()
    {
        Assert.Equal(2, await _shell.RunAsync("check", "ann", "read", "scheduler:42", "--json"));
        Assert.Equal("invalid_document", Documents.Json.Parse(_shell.Error)["error"]!["code"]!.Text);
    }

    [Fact]
    public async Task Check_UnforeseenException_IsNeverTheCodeOfADenial()
    {
        _shell.Service.Allows = _ => throw new InvalidOperationException("boom");

        Assert.Equal(2, await _shell.RunAsync("check", "user:ann", "read", "scheduler:42"));
    }

    [Theory]
    [InlineData("check", "user:ann", "read")]
    [InlineData("check", "user:ann", "read", "r:1", "--colour")]
    [InlineData("nothing")]
    [InlineData("check", "user:ann", "read", "r:1", "--context", "[]")]
    [InlineData("check", "user:ann", "read", "r:1", "--context", "{")]
    [InlineData("check", "user:ann", "read", "r:1", "--tenant", "No Such")]
    [InlineData("check", "user:ann", "read", "r:1", "--server", "elsewhere")]
    [InlineData("operation", "open", "user:ann", "--arg", "a")]
    [InlineData("operation", "open", "user:ann", "--arg", "a=1", "--arg", "a=2")]
    public async Task CommandLine_WrongUsage_ExitsTwoAndSaysSo(params string[] arguments)
    {
        Assert.Equal(2, await _shell.RunAsync(arguments));
        Assert.StartsWith("error: invalid_", _shell.Error);
    }

    [Fact]
    public async Task Check_Options_AreAllSent()
    {
        await _shell.RunAsync("check", "user:ann", "create", "jobs:", "--parent", "templates:1", "--namespace", "n", "--context", """{"via":"ui"}""");

        var check = Assert.IsType<CheckRequest>(Assert.Single(_shell.Service.Asked));
        Assert.Equal("""templates:1 n {"via":"ui"}""", $"{check.Parent} {check.Namespace} {check.Context}");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("explain")]
    public async Task Check_Assuming_SendsTheStepsOfTheFile(string command)
    {
        using var file = new TemporaryFile("steps:\n  - user: {id: bob}\n  - delete: user:eve\n");
        CheckRequest? asked = null;
        _shell.Service.Allows = check => (asked = check) is not null;

        Assert.Equal(0, await _shell.RunAsync(command, "user:ann", "read", "r:1", "--assuming", file.Path));
        Assert.Equal(["user {\"id\":\"bob\"}", "delete \"user:eve\""], asked!.Assuming.Select(step => $"{step.Verb} {step.Value}"));
        Assert.Empty(_shell.Service.Steps);
    }

    [Fact]
    public async Task Check_AtAnInstant_AssumesThatTimeFirst()
    {
        using var file = new TemporaryFile("- user: {id: bob}\n");
        await _shell.RunAsync("check", "user:ann", "read", "r:1", "--assuming", file.Path, "--at", "+7d");

        var check = Assert.IsType<CheckRequest>(Assert.Single(_shell.Service.Asked));
        Assert.Equal(["clock \"+7d\"", "user {\"id\":\"bob\"}"], check.Assuming.Select(step => $"{step.Verb} {step.Value}"));
    }

    [Fact]
    public async Task Check_AssumingAQuestion_IsAnErrorAndNotAsked()
    {
        _shell.In = "- check: {subject: user:ann, action: read, resource: r:1}\n";

        Assert.Equal(2, await _shell.RunAsync("check", "user:ann", "read", "r:1", "--assuming", "-"));
        Assert.Empty(_shell.Service.Asked);
    }

    [Fact]
    public async Task Explain_Ladder_IsShownRungByRung()
    {
        await _shell.RunAsync("explain", "user:ann", "read", "scheduler:42");

        foreach (var part in (string[])["allow acl: [an entry]", "acl: allow", "an entry", "roles: not reached"]) Assert.Contains(part, _shell.Out);
    }

    [Fact]
    public async Task Explain_Json_HoldsTheLadder()
    {
        await _shell.RunAsync("explain", "user:ann", "read", "scheduler:42", "--json");

        var shown = Documents.Json.Parse(_shell.Out);
        Assert.Equal("not reached", shown["ladder"]!.Items[1]["verdict"]!.Text);
    }

    [Fact]
    public async Task Explain_PathAndSuggestions_AreDrawnAndAskedForOnlyWithTheOption()
    {
        _shell.Service.Explains = request => new Explanation(false, "default", [])
        {
            Path = [new ExplanationLink(LinkKinds.Subject, "user:ann", "user:ann"), new ExplanationLink(LinkKinds.Rung, "acl", "deny by `acl`")],
            Suggestions = request.Suggest ? [new Suggestion("put [him] in", [new Step("members", Documents.Json.Parse("""{"group":"g"}"""))])] : [],
            SuggestionsIncomplete = request.Suggest ? "there are more" : null,
        };

        await _shell.RunAsync("explain", "user:ann", "read", "scheduler:42");
        Assert.DoesNotContain("put [him] in", _shell.Out);
        await _shell.RunAsync("explain", "user:ann", "read", "scheduler:42", "--suggest");
        foreach (var part in (string[])["deny by `acl`", "would allow it", "put [him] in", """- members: {"group":"g"}""", "there are more"]) Assert.Contains(part, _shell.Out);
    }

    [Fact]
    public async Task Operation_ArgumentsAndItems_AreAllSent()
    {
        await _shell.RunAsync("operation", "open", "user:ann", "--arg", "a=x=y", "--args", """{"b":[1]}""", "--item", "r:1", "--item", "r:2");

        var request = Assert.IsType<OperationRequest>(Assert.Single(_shell.Service.Asked));
        Assert.Equal("""{"b":[1],"a":"x=y"}""", request.Arguments!.ToString());
        Assert.Equal(["r:1", "r:2"], request.Items.Select(item => item.ToString()));
    }

    [Fact]
    public async Task Operation_Denied_ExitsOneAndNamesWhatIsMissing()
    {
        _shell.Service.Operates = _ => new OperationResult(OperationOutcome.Deny, null, [], ["read r:1"], "two keys");

        Assert.Equal(1, await _shell.RunAsync("operation", "open", "user:ann"));
        Assert.Contains("missing read r:1", _shell.Out);
    }

    [Fact]
    public async Task List_SubjectActionType_IsTheListQuestion()
    {
        _shell.Service.Lists = request => [$"{request.Type}:{request.Action}"];

        Assert.Equal(0, await _shell.RunAsync("list", "user:bob", "read", "storage"));
        Assert.Equal("storage:read", _shell.Out);
        Assert.Empty(_shell.Service.Steps);
    }

    [Fact]
    public async Task Who_Type_IsUserUnlessSaid()
    {
        _shell.Service.Names = request => [$"{request.Type}:{request.Action}"];

        await _shell.RunAsync("who", "read", "r:1");
        await _shell.RunAsync("who", "read", "r:1", "--type", "group");

        Assert.Equal(["user:read", "group:read"], _shell.Out.Split('\n').Select(line => line.Trim()));
    }

    [Theory]
    [InlineData("list", "user:bob", "read", "storage")]
    [InlineData("who", "read", "r:1")]
    public async Task ListOrWho_OfAPage_PrintsItAndSaysOnTheSideThatThereIsMore(params string[] question)
    {
        _shell.Service.Lists = _ => ["storage:a", "storage:b"];
        _shell.Service.Names = _ => ["user:a", "user:b"];

        Assert.Equal(0, await _shell.RunAsync([.. question, "--limit", "1", "--after", "before"]));
        Assert.EndsWith(":a", _shell.Out);
        Assert.Equal("there is more (page_full); go on with --after more", _shell.Error);
        var asked = Assert.IsAssignableFrom<PagedQuestion>(Assert.Single(_shell.Service.Asked));
        Assert.Equal((1, "before"), (asked.Limit, asked.After));
    }

    [Fact]
    public async Task List_WithoutALimit_AsksForEverythingAndComplainsOfNothing()
    {
        _shell.Service.Lists = _ => ["storage:a", "storage:b"];

        Assert.Equal(0, await _shell.RunAsync("list", "user:bob", "read", "storage"));
        Assert.Equal("", _shell.Error);
        Assert.Null(Assert.IsType<ListRequest>(Assert.Single(_shell.Service.Asked)).Limit);
    }

    [Fact]
    public async Task List_OfPermissionsWithALimit_IsWrongUsage()
    {
        Assert.Equal(2, await _shell.RunAsync("list", "storage://c", "--limit", "1"));
        Assert.StartsWith("error: invalid_arguments: list: --namespace, --context, --limit and --after go with", _shell.Error);
    }

    [Fact]
    public async Task Actions_Json_IsAList()
    {
        await _shell.RunAsync("actions", "user:ann", "r:1", "--json");

        Assert.Equal("""["read"]""", _shell.Out);
    }
}
