using OrleansAcl.Policies;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Tests.Permissions;

/// <summary>What a row of the dialog is said to set is what the engine makes of the same entries.</summary>
public sealed class ListRulesTests
{
    private static readonly string[][] Sides = [[], ["view"], ["*"], ["view", "*"], ["edit"]];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Row_SaysWhatTheEngineSays(bool namedFirst)
    {
        await using var site = await Site.StartAsync();
        const string File = """
            model: m
            types: {job: {actions: [view, edit]}}
            acl: {specific_first: NAMED}
            ladder: [acl: {}]
            """;
        var file = File.Replace("NAMED", namedFirst ? "true" : "false", StringComparison.Ordinal);
        await site.MakeAsync(new TenantDefinition { ModelFile = file }, """[{"resource": {"id": "job:1"}}]""");
        var rules = (await site.Service.GetTenantAsync(site.Tenant, TestContext.Current.CancellationToken))!.Sharing.Lists!;
        Assert.Equal(new ListRules("*", namedFirst, Complete: false), rules);

        foreach (var allow in Sides)
        {
            foreach (var deny in Sides)
            {
                await site.ApplyAsync($$$"""
                    [{"acl": {"resource": "job:1", "entries": [
                      {"subject": "user:a", "effect": "allow", "actions": {{{Quoted(allow)}}}}, {"subject": "user:a", "effect": "deny", "actions": {{{Quoted(deny)}}}}]}}]
                    """);
                var decision = await site.Service.CheckAsync(
                    site.Tenant, new CheckRequest(SubjectRef.Parse("user:a"), "view", ResourceRef.Parse("job:1")), TestContext.Current.CancellationToken);
                var said = decision.Allowed ? Effect.Allow : decision.Rung == "default" ? null : (Effect?)Effect.Deny;
                Assert.Equal((Quoted(allow), Quoted(deny), said), (Quoted(allow), Quoted(deny), rules.Says(allow, deny, "view")));
            }
        }
    }

    private static string Quoted(string[] actions) => $"[{string.Join(", ", actions.Select(action => $"\"{action}\""))}]";
}
