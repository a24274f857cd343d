using OrleansAcl.Requests;
using static OrleansAcl.Api.Tests.RoundTrip.RoundTrip;

namespace OrleansAcl.Api.Tests.RoundTrip;

public sealed class QuestionRoundTripTests
{
    private static readonly SubjectRef Ann = SubjectRef.Parse("user:ann");
    private static readonly ResourceRef Job = ResourceRef.Parse("Job:prod/nightly");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operation_WithEveryField_ArrivesWhole()
    {
        await using var trip = await StartAsync(new OperationResult(OperationOutcome.Allow, null, [], [], "no check"));
        await trip.Client.OperationAsync(Acme, new OperationRequest("rename-user", Ann)
        {
            Arguments = Facts(), Items = [Job], Namespace = "prod", Context = Facts(), SubjectProperties = Facts(),
        }, Cancel);

        var asked = trip.Service.Only.As<OperationRequest>();
        Assert.Equal((Ann, "prod", Job), (asked.Subject, asked.Namespace, Assert.Single(asked.Items)));
        SameNode(Facts(), asked.Arguments);
        SameNode(Facts(), asked.Context);
        SameNode(Facts(), asked.SubjectProperties);
    }

    [Theory]
    [InlineData("rename-user")]
    [InlineData("rename user ä?#%")]
    public async Task Operation_WhateverItsName_ArrivesUnderIt(string name)
    {
        await using var trip = await StartAsync(new OperationResult(OperationOutcome.Allow, null, [], [], "no check"));
        await trip.Client.OperationAsync(Acme, new OperationRequest(name, Ann), Cancel);
        Assert.Equal(name, trip.Service.Only.As<OperationRequest>().Name);
    }

    [Theory]
    [InlineData(OperationOutcome.Allow, null)]
    [InlineData(OperationOutcome.Deny, null)]
    [InlineData(OperationOutcome.Error, ErrorCodes.NotFound)]
    public async Task OperationResult_OfAnyOutcome_ComesBackWhole(OperationOutcome outcome, string? error)
    {
        await using var trip = await StartAsync(new OperationResult(outcome, error, [new ResourceRef("Job", "a")], ["Read Job:b"], "why"));
        var result = await trip.Client.OperationAsync(Acme, new OperationRequest("ListJobs", Ann), Cancel);
        Assert.Equal((outcome, error, "why"), (result.Outcome, result.Error, result.Reason));
        Assert.Equal([new ResourceRef("Job", "a")], result.Visible);
        Assert.Equal(["Read Job:b"], result.Missing);
    }

    [Fact]
    public async Task List_WithEveryField_ArrivesWhole()
    {
        await using var trip = await StartAsync(Array.Empty<ResourceRef>());
        await trip.Client.ListAsync(Acme, new ListRequest(Ann, "read", "Job")
        {
            Namespace = "prod", SubjectProperties = Facts(), Context = Facts(),
        }, Cancel);
        var asked = trip.Service.Only.As<ListRequest>();
        Assert.Equal((Ann, "read", "Job", "prod"), (asked.Subject, asked.Action, asked.Type, asked.Namespace));
        SameNode(Facts(), asked.SubjectProperties);
        SameNode(Facts(), asked.Context);
    }

    [Fact]
    public async Task ListAnswer_WithAwkwardIds_ComesBackExactly()
    {
        ResourceRef[] resources = [new("object", "//Users/ann"), new("object", "/x:y z"), new("Job", "a"), new("a:b", "c")];
        await using var trip = await StartAsync(resources);
        Assert.Equal(resources, await trip.Client.ListAsync(Acme, new ListRequest(Ann, "read", "Job"), Cancel));
    }

    [Fact]
    public async Task ListAnswer_OfManyPagesLargerThanADocument_ComesBackWhole()
    {
        var quotes = new string('"', 600);
        var resources = Enumerable.Range(0, (2 * AclLimits.PageItems) + 1).Select(i => new ResourceRef("Job", $"{i:d5}{quotes}")).ToList();
        await using var trip = await StartAsync(resources);
        var answer = await trip.Client.ListAsync(Acme, new ListRequest(Ann, "read", "Job"), Cancel);
        Assert.Equal(resources, answer);
        Assert.Equal((true, null, 7, resources.Count), (answer.Complete, answer.Next, answer.Revision, answer.Looked));
        Assert.Equal(3, trip.Service.Calls.Count);
    }

    [Fact]
    public async Task List_WithALimit_IsOnePageThatGoesOnByTheServersCursor()
    {
        ResourceRef[] resources = [new("Job", "a"), new("Job", "b"), new("Job", "c")];
        await using var trip = await StartAsync(resources);
        var question = new ListRequest(Ann, "read", "Job") { Limit = 2 };
        var first = await trip.Client.ListAsync(Acme, question, Cancel);
        Assert.Equal(resources[..2], first);
        Assert.Equal((false, IncompleteReasons.PageFull, 2), (first.Complete, first.Incomplete, first.Looked));
        var last = await trip.Client.ListAsync(Acme, question with { After = first.Next }, Cancel);
        Assert.Equal(resources[2..], last);
        Assert.Equal((true, null, null), (last.Complete, last.Incomplete, last.Next));
        Assert.Equal([null, "b"], trip.Service.Calls.Select(call => call.As<ListRequest>().After));
    }

    [Fact]
    public async Task Who_WithEveryField_ArrivesAndComesBackWhole()
    {
        SubjectRef[] subjects = [SubjectRef.Parse("role:alice/roles/reader"), Ann];
        await using var trip = await StartAsync(subjects);
        var answer = await trip.Client.WhoAsync(Acme, new WhoRequest("read", Job, SubjectRef.Role)
        {
            Namespace = "prod", Parent = ResourceRef.Parse("Job:prod"), ResourceProperties = Facts(), Context = Facts(),
        }, Cancel);

        var asked = trip.Service.Only.As<WhoRequest>();
        Assert.Equal(("read", Job, "role", "prod", "Job:prod"), (asked.Action, asked.Resource, asked.Type, asked.Namespace, asked.Parent.ToString()));
        SameNode(Facts(), asked.ResourceProperties);
        SameNode(Facts(), asked.Context);
        Assert.Equal(subjects, answer);
    }

    [Fact]
    public async Task Actions_WithEveryField_ArrivesAndComesBackWhole()
    {
        await using var trip = await StartAsync(new[] { "read", "write" });
        var answer = await trip.Client.ActionsAsync(Acme, new ActionsRequest(Ann, Job)
        {
            Namespace = "prod", SubjectProperties = Facts(), ResourceProperties = Facts(), Context = Facts(),
        }, Cancel);

        var asked = trip.Service.Only.As<ActionsRequest>();
        Assert.Equal((Ann, Job, "prod"), (asked.Subject, asked.Resource, asked.Namespace));
        SameNode(Facts(), asked.SubjectProperties);
        SameNode(Facts(), asked.ResourceProperties);
        SameNode(Facts(), asked.Context);
        Assert.Equal(["read", "write"], answer);
    }
}
