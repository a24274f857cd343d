using System.Net;
using OrleansAcl.Client;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>A tenant's model over HTTP: read, planned, compared, put and put back.</summary>
public sealed class ModelTests(RestServer server) : IClassFixture<RestServer>
{
    private const string First = """
        model: jobs
        types:
          job: {actions: [view, run]}
        acl: {}
        grants: acl
        ladder:
          - acl: {combine: deny_overrides}
          - owner: {}
        """;

    private static readonly string OwnersFirst = First.Replace("  - acl: {combine: deny_overrides}\n  - owner: {}", "  - owner: {}\n  - acl: {combine: deny_overrides}", StringComparison.Ordinal);

    private static readonly string Unrunnable = First.Replace("[view, run]", "[view]", StringComparison.Ordinal);

    private static CancellationToken End => TestContext.Current.CancellationToken;

    private static string Body(string file, string? checks = null) =>
        $$"""{"model_file": {{Json.Write(Node.Of(file))}}{{(checks is null ? "" : $", \"checks\": {checks}")}}}""";

    /// <summary>A tenant in which the owner of a job is denied it.</summary>
    private async Task<RestTenant> MakeAsync()
    {
        var tenant = TenantId.Parse($"model-{Guid.NewGuid():N}"[..20]);
        await server.Service.PutTenantAsync(tenant, new TenantDefinition { ModelFile = First }, End);
        var made = new RestTenant(server.Http, tenant);
        Assert.Equal(HttpStatusCode.OK, (await made.PostAsync("apply", """
            {"steps": [{"resource": {"id": "job:1", "owner": "user:ann"}},
             {"acl": {"resource": "job:1", "entries": [{"subject": "user:ann", "effect": "deny", "actions": ["run"]}]}}]}
            """)).Status);
        return made;
    }

    [Fact]
    public async Task Model_ReadAndPut_CarriesItsVersionAsItsTag()
    {
        var tenant = await MakeAsync();
        var got = await tenant.GetAsync("model");
        Assert.Equal((HttpStatusCode.OK, "\"1\"", First), (got.Status, got.Head("ETag"), got.Body["source"]?.Text));
        var put = await tenant.PutAsync("model", Body(OwnersFirst), ("If-Match", "\"1\""), ("Acl-Reason", "owners first"));
        Assert.Equal((HttpStatusCode.OK, "\"2\"", "2"), (put.Status, put.Head("ETag"), put.Head("Acl-Revision")));
        Assert.Equal((2L, 2L), (put.Body["tenant"]!["model_version"]!.AsInteger(), put.Body["tenant"]!["revision"]!.AsInteger()));
        (await tenant.PutAsync("model", Body(First), ("If-Match", "\"1\""))).RequireProblem(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
        var back = await tenant.PutAsync("model", """{"version": 1, "reason": "back"}""", ("If-Match", "\"7\", \"2\""));
        Assert.Equal("\"3\"", back.Head("ETag"));
        var versions = (await tenant.GetAsync("model/versions")).Body["versions"]!.Items;
        Assert.Equal([(1L, null), (2L, "owners first"), (3L, "back")], versions.Select(v => (v["version"]!.AsInteger(), v["reason"]?.Text)));
        Assert.Equal("model", (await tenant.GetAsync("changes?since=2")).Body["changes"]!.Items[0]["objects"]!.Items[0]["kind"]?.Text);
    }

    [Fact]
    public async Task Put_WithConflicts_Is409WithAllOfThem()
    {
        var tenant = await MakeAsync();
        var problem = (await tenant.PutAsync("model", Body(Unrunnable))).RequireProblem(HttpStatusCode.Conflict, ErrorCodes.ModelConflict);
        var conflict = Assert.Single(problem["conflicts"]!.Items);
        Assert.Equal(("acl", "job:1", "entries[0].actions", ErrorCodes.UnknownAction), (conflict["kind"]?.Text, conflict["id"]?.Text, conflict["place"]?.Text, conflict["code"]?.Text));
        Assert.Equal((1L, 1L), (problem["tenant"]!["model_version"]!.AsInteger(), problem["tenant"]!["revision"]!.AsInteger()));
    }

    [Fact]
    public async Task Put_DryByItsQuery_ChangesNothing()
    {
        var tenant = await MakeAsync();
        Assert.Equal("\"2\"", (await tenant.PutAsync("model?dry_run=true", Body(OwnersFirst))).Head("ETag"));
        (await tenant.PutAsync("model?dry_run=true", Body(Unrunnable))).RequireProblem(HttpStatusCode.Conflict, ErrorCodes.ModelConflict);
        Assert.Equal("\"1\"", (await tenant.GetAsync("model")).Head("ETag"));
    }

    [Theory]
    [InlineData("""{"model_file": 1}""", "model_file", ErrorCodes.InvalidDocument)]
    [InlineData("""{"modle": "apolo"}""", "modle", ErrorCodes.InvalidDocument)]
    [InlineData("""{"model": "apolo", "version": 1}""", "model", ErrorCodes.InvalidDocument)]
    [InlineData("""{"model": "ghost"}""", "model", ErrorCodes.UnknownModel)]
    [InlineData("""{"model_file": "model: x"}""", null, ErrorCodes.InvalidModel)]
    [InlineData("""{"settings": {"no": 1}}""", "settings.no", ErrorCodes.InvalidDocument)]
    public async Task Put_OfNoModel_Is400(string body, string? place, string code)
    {
        var tenant = await MakeAsync();
        foreach (var answer in (HttpAnswer[])[await tenant.PutAsync("model", body), await tenant.PostAsync("model/plan", body)])
        {
            var problem = answer.RequireProblem(HttpStatusCode.BadRequest, code);
            if (place is not null) Assert.StartsWith(place, problem["place"]?.Text);
        }
    }

    [Theory]
    [InlineData("If-None-Match", "*")]
    [InlineData("Idempotency-Key", "k")]
    [InlineData("Acl-As", "user:ann")]
    [InlineData("If-Match", "1")]
    public async Task Put_WithAHeadOfNoUse_Is400NamingIt(string name, string value)
    {
        var problem = (await (await MakeAsync()).PutAsync("model", Body(OwnersFirst), (name, value))).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Equal(name, problem["place"]?.Text);
    }

    [Fact]
    public async Task PlanAndCompare_OfAnotherLadder_SayWhatDiffers()
    {
        var tenant = await MakeAsync();
        var plan = (await tenant.PostAsync("model/plan", Body(OwnersFirst))).Body;
        var differs = Assert.Single(plan["decisions"]!.Items);
        Assert.Equal(("user:ann", "run", "1"), (differs["check"]!["subject"]!.Text, differs["check"]!["action"]!.Text, differs["check"]!["resource"]!["id"]!.Text));
        Assert.Equal(("false", "true", "true"), (differs["now"]!["allowed"]!.Text, differs["then"]!["allowed"]!.Text, plan["decisions_complete"]!.Text));
        var compared = (await tenant.PostAsync("model/compare", Body(
            OwnersFirst, """[{"subject": "user:ann", "action": "run", "resource": "job:1"}, {"subject": "user:ann", "action": "fly", "resource": "job:1"}]"""))).Body["results"]!.Items;
        Assert.Equal(("false", "true"), (compared[0]["now"]!["allowed"]!.Text, compared[0]["then"]!["allowed"]!.Text));
        Assert.Equal(ErrorCodes.UnknownAction, compared[1]["then"]!["error"]!["code"]!.Text);
        (await tenant.PostAsync("model/compare", Body(OwnersFirst, $"[{string.Join(',', Enumerable.Repeat("{}", AclLimits.BatchItems + 1))}]")))
            .RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.LimitExceeded);
    }

    /// <summary>The client is told over HTTP what it would be told in process.</summary>
    [Fact]
    public async Task Client_OverHttp_IsToldWhatTheServiceSays()
    {
        var tenant = (await MakeAsync()).Tenant;
        using var client = new HttpAclService(server.Http);
        foreach (var file in (string[])[Unrunnable, OwnersFirst])
        {
            var change = new ModelChange { ModelFile = file };
            var (own, told) = (await server.Service.PlanModelAsync(tenant, change, End), await client.PlanModelAsync(tenant, change, End));
            Assert.Equal(own.Conflicts.Items, told.Conflicts.Items);
            Assert.Equal(own.Decisions.Items.Select(Said), told.Decisions.Items.Select(Said));
            Assert.Equal((own.Decisions.Looked, own.Decisions.Complete, own.Revision, own.Same), (told.Decisions.Looked, told.Decisions.Complete, told.Revision, told.Same));
            Assert.Equal(own.ActionsRemoved, told.ActionsRemoved);
            CheckRequest[] checks = [new(SubjectRef.Parse("user:ann"), "view", ResourceRef.Parse("job:1")), new(SubjectRef.Parse("user:ann"), "fly", ResourceRef.Parse("job:1"))];
            if (file == OwnersFirst)
                Assert.Equal((await server.Service.CompareAsync(tenant, change, checks, End)).Select(Said), (await client.CompareAsync(tenant, change, checks, End)).Select(Said));
            var request = new ModelRequest(change) { Revision = 1, Versions = [1], Reason = "r" };
            var (dry, put) = (await server.Service.PutModelAsync(tenant, request with { DryRun = true }, End), await client.PutModelAsync(tenant, request, End));
            Assert.Equal((dry.Applied, dry.Tenant.ModelVersion, dry.Tenant.Revision), (put.Applied, put.Tenant.ModelVersion, put.Tenant.Revision));
            Assert.Equal(dry.Conflicts.Items, put.Conflicts.Items);
        }

        var (kept, seen) = (await server.Service.ListModelsAsync(tenant, End), await client.ListModelsAsync(tenant, End));
        Assert.Equal(kept.Select(v => v with { Settings = Node.Null() }).Select(v => v.ToString()), seen.Select(v => v with { Settings = Node.Null() }).Select(v => v.ToString()));

        static string Said(ComparedCheck c) => $"{c.Check.Subject} {c.Check.Action} {c.Check.Resource}: {c.Now.Error?.Code ?? c.Now.Decision.ToString()} {c.Then.Error?.Code ?? c.Then.Decision.ToString()}";
    }
}
