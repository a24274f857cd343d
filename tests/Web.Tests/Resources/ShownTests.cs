using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Resources;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Tests.Resources;

public sealed class ShownTests
{
    private const string Schedules = """
        [{"resource": {"id": "scheduler:mine", "owner": "user:ann", "namespace": "n"}}, {"resource": {"id": "scheduler:theirs", "owner": "user:bob"}},
         {"acl": {"resource": "scheduler:theirs", "entries": [{"subject": "user:ann", "effect": "allow", "actions": ["update"]}]}}]
        """;

    [Theory]
    [InlineData("scheduler:mine", """{"id":"scheduler:mine"}""")]
    [InlineData("scheduler:theirs", null)] // what he may update, but not read
    [InlineData("scheduler:nowhere", null)]
    public async Task User_IsShownWhatHeMayReadAndNothingElseOfIt(string resource, string? document)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);

        var found = await Shown.FindAsync(Call(site, Own("ann")), ResourceRef.Parse(resource));

        Assert.Equal(document, found?.Document.ToString());
    }

    [Fact]
    public async Task Reader_IsShownAllOfIt()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);

        var found = await Shown.FindAsync(Call(site, Caller.Administrator), ResourceRef.Parse("scheduler:mine"));

        Assert.Equal("""{"id":"scheduler:mine","owner":"user:ann","namespace":"n"}""", found?.Document.ToString());
    }

    [Theory]
    [InlineData("shown_by: run", "run", true)]
    [InlineData("shown_by: run", "stop", false)]
    [InlineData("shown_by: run", "read", false)]
    [InlineData("", "read", true)]
    [InlineData("", "run", false)]
    public async Task User_IsShownByTheActionThatTheModelNames(string key, string allowed, bool shown)
    {
        await using var site = await Site.StartAsync();
        await site.MakeAsync(Model($"job: {{actions: [run, stop, read]{(key.Length > 0 ? ", " + key : "")}}}", ignoresCase: false), Allow("job:1", allowed));

        Assert.Equal(shown, await Shown.MayBeAsync(Call(site, Own("ann")), ResourceRef.Parse("job:1")));
    }

    [Theory]
    [InlineData("stop", true)]
    [InlineData(null, false)]
    public async Task User_IsShownByAnyAction_WhenTheTypeHasNoneToReadIt(string? allowed, bool shown)
    {
        await using var site = await Site.StartAsync();
        await site.MakeAsync(Model("job: {actions: [run, stop]}", ignoresCase: false), allowed is null ? "[]" : Allow("job:1", allowed));

        Assert.Equal(shown, await Shown.MayBeAsync(Call(site, Own("ann")), ResourceRef.Parse("job:1")));
    }

    [Fact]
    public async Task User_WritesTheTypeInAnotherCase_IsShownNoMore()
    {
        await using var site = await Site.StartAsync();
        await site.MakeAsync(Model("Job: {actions: [Run, View]}", ignoresCase: true), Allow("Job:1", "Run"));

        Assert.False(await Shown.MayBeAsync(Call(site, Own("ann")), ResourceRef.Parse("job:1")));
    }

    [Fact]
    public async Task User_IsNotShownWhatCannotBeAsked()
    {
        await using var site = await Site.StartAsync();
        await site.MakeAsync(Model("job: {actions: [view]}\n  secret: {reach: stored}", ignoresCase: false), """[{"resource": {"id": "secret:1", "owner": "user:ann"}}]""");

        Assert.Null(await Shown.FindAsync(Call(site, Own("ann")), ResourceRef.Parse("secret:1")));
    }

    private static TenantDefinition Model(string types, bool ignoresCase) => new()
    {
        ModelFile = $"""
            model: m
            ignore_case: {(ignoresCase ? "true" : "false")}
            types:
              {types}
            acl: {"{}"}
            ladder:
              - acl: {"{}"}
            """,
    };

    private static string Allow(string resource, string action) => $$$"""
        [{"resource": {"id": "{{{resource}}}"}},
         {"acl": {"resource": "{{{resource}}}", "entries": [{"subject": "user:ann", "effect": "allow", "actions": ["{{{action}}}"]}]}}]
        """;

    private static Caller Own(string user) => new($"user:{user}", Scopes.None) { Subject = new SubjectRef(SubjectRef.User, user), IsSubject = true };

    private static PageCall Call(Site site, Caller caller)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton<IAclService>(site.Service).BuildServiceProvider() };
        context.Request.RouteValues["tenant"] = site.Tenant.ToString();
        return new PageCall(context, caller);
    }
}
