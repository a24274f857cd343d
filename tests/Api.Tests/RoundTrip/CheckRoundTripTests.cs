using OrleansAcl.Requests;
using static OrleansAcl.Api.Tests.RoundTrip.RoundTrip;

namespace OrleansAcl.Api.Tests.RoundTrip;

public sealed class CheckRoundTripTests
{
    private static readonly CheckRequest Plain = new(SubjectRef.Parse("user:ann"), "read", ResourceRef.Parse("scheduler:42"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_WithEveryField_ArrivesWhole()
    {
        await using var trip = await StartAsync(Decision.Default);
        await trip.Client.CheckAsync(Acme, Plain with
        {
            Namespace = "prod",
            Parent = ResourceRef.Parse("folder:/a b"),
            SubjectProperties = Facts(),
            ResourceProperties = Facts(),
            Context = Facts(),
        }, Cancel);

        var (call, asked) = (trip.Service.Only, trip.Service.Only.As<CheckRequest>());
        Assert.Equal(("CheckAsync", Acme), (call.Method, call.Tenant));
        Assert.Equal((Plain.Subject, Plain.Action, Plain.Resource), (asked.Subject, asked.Action, asked.Resource));
        Assert.Equal(("prod", "folder:/a b"), (asked.Namespace, asked.Parent.ToString()));
        SameNode(Facts(), asked.SubjectProperties);
        SameNode(Facts(), asked.ResourceProperties);
        SameNode(Facts(), asked.Context);
    }

    [Fact]
    public async Task Check_WithoutOptionalFields_LeavesThemNull()
    {
        await using var trip = await StartAsync(Decision.Default);
        await trip.Client.CheckAsync(Acme, Plain, Cancel);
        Assert.Equal(Plain, trip.Service.Only.As<CheckRequest>());
    }

    [Theory]
    [InlineData("storage:f/x")]
    [InlineData("storage://c/o/p/f")]
    [InlineData("object:/Users/ann: the first")]
    [InlineData("scheduler:")]
    [InlineData("JOB:Ünïcode 😀")]
    public async Task Check_WithWrittenResource_KeepsItsText(string text)
    {
        await using var trip = await StartAsync(Decision.Default);
        await trip.Client.CheckAsync(Acme, Plain with { Resource = ResourceRef.Parse(text) }, Cancel);
        Assert.Equal(ResourceRef.Parse(text), trip.Service.Only.As<CheckRequest>().Resource);
    }

    [Fact]
    public async Task Check_WithCanonicalParts_ArrivesWithTheSameParts()
    {
        await using var trip = await StartAsync(Decision.Default);
        var request = new CheckRequest(new SubjectRef("a:b", "c"), "", new ResourceRef("x:y", "//z"));
        await trip.Client.CheckAsync(Acme, request, Cancel);
        Assert.Equal(request, trip.Service.Only.As<CheckRequest>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Decision_WithItsReason_ComesBackWhole(bool allowed)
    {
        await using var trip = await StartAsync(Decision.Made(allowed, "acl of users", "acl of users: `user:2` may"));
        var decision = await trip.Client.CheckAsync(Acme, Plain, Cancel);
        Assert.Equal((allowed, "acl of users", "acl of users: `user:2` may"), (decision.Allowed, decision.Rung, decision.Reason));
    }

    [Fact]
    public async Task CheckMany_WithOneError_ComesBackInOrder()
    {
        await using var trip = await StartAsync();
        trip.Service.Decide = request => request.Action switch
        {
            "read" => Decision.Made(true, "owner", "owner: ann"),
            "write" => Decision.Default,
            _ => throw new AclException(ErrorCodes.UnknownAction, "no action `fly`", "action"),
        };
        var outcomes = await trip.Client.CheckManyAsync(Acme, [Plain, Plain with { Action = "fly" }, Plain with { Action = "write" }], Cancel);

        Assert.Equal([true, false, false], outcomes.Select(o => o.Decision.Allowed));
        Assert.Equal([null, ErrorCodes.UnknownAction, null], outcomes.Select(o => o.Error?.Code));
        Assert.Equal(("no action `fly`", "action"), (outcomes[1].Error!.Detail, outcomes[1].Error!.Place));
        Assert.Equal("default: no rung had an opinion", outcomes[2].Decision.Reason);
    }

    [Fact]
    public async Task Explain_WithALadder_ComesBackLineByLine()
    {
        var deep = Enumerable.Range(0, 100).Aggregate(
            ExplanationNode.Detail("member of"), (below, i) => new ExplanationNode($"group {i}", null, [below]));
        var explanation = new Explanation(true, "owner: ann", [new ExplanationNode("administrator", "no opinion", []), deep]);
        await using var trip = await StartAsync(explanation);
        var answer = await trip.Client.ExplainAsync(Acme, Plain, Cancel);

        Assert.Equal((true, "owner: ann", 2), (answer.Allowed, answer.DecidedBy, answer.Ladder.Count));
        Assert.Equal(("administrator", "no opinion"), (answer.Ladder[0].Text, answer.Ladder[0].Verdict));
        var (line, depth) = (answer.Ladder[1], 0);
        for (; line.Children is [var below]; depth++) line = below;
        Assert.Equal((100, "member of", null), (depth, line.Text, line.Verdict));
    }

    [Fact]
    public async Task Explain_WithPathAndSuggestions_ComesBackWhole()
    {
        var explanation = new Explanation(false, "default", [ExplanationNode.Detail("on job:1") with { About = SubjectRef.Parse("user:bob") }])
        {
            Path = [new ExplanationLink(LinkKinds.Subject, "user:ann", "user:ann"), new ExplanationLink(LinkKinds.Flag, null, "the flag")],
            Suggestions =
            [
                new Suggestion("wait", []) { At = new DateTimeOffset(2026, 3, 9, 1, 2, 3, TimeSpan.Zero) },
                new Suggestion("give", []) { Needs = ["context.ip"] },
                new Suggestion("make", [new Step("user", Facts())]),
            ],
            SuggestionsIncomplete = "there are more",
        };
        await using var trip = await StartAsync(explanation);
        var answer = await trip.Client.ExplainAsync(Acme, Plain with { Suggest = true }, Cancel);

        Assert.True(trip.Service.Only.As<CheckRequest>().Suggest);
        Assert.Equal(explanation.Path, answer.Path);
        Assert.Equal("user:bob", answer.Ladder[0].About?.ToString());
        Assert.Equal(explanation.Suggestions.Select(s => (s.Text, s.At)), answer.Suggestions.Select(s => (s.Text, s.At)));
        Assert.Equal(["context.ip"], answer.Suggestions[1].Needs);
        Assert.Equal("user", answer.Suggestions[2].Steps.Single().Verb);
        SameNode(Facts(), answer.Suggestions[2].Steps[0].Value);
        Assert.Equal("there are more", answer.SuggestionsIncomplete);
    }
}
