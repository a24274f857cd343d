using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Web.Tests.Tour;

/// <summary>
/// The story of the tour. Nora and Sam build data pipelines, Priya and Tom read what comes out of them, Olga runs the platform; and in other tenants,
/// a team's storage, and jobs under policies.
/// </summary>
internal static class TourWorld
{
    /// <summary>The schedules of the team.</summary>
    private const string Schedules = """
        [{"user": {"id": "nora"}}, {"user": {"id": "sam"}}, {"user": {"id": "priya"}}, {"user": {"id": "tom"}}, {"user": {"id": "olga"}},
         {"group": {"id": "data-engineers", "members": ["user:nora", "user:sam"]}}, {"group": {"id": "analysts", "members": ["user:priya", "user:tom"]}},
         {"group": {"id": "system-admin", "members": ["user:olga"]}},
         {"role": {"name": "schedule-author", "policies": [{"access": "allow", "resource": "scheduler", "action": ["create", "clone"]}]}},
         {"bind": {"role": "schedule-author", "to": ["group:data-engineers"]}},
         {"resource": {"id": "scheduler:daily-sales-report", "owner": "user:nora", "properties": {"cron": "0 6 * * *", "cluster": "reports"}}},
         {"resource": {"id": "scheduler:hourly-clickstream", "owner": "user:nora", "properties": {"cron": "0 * * * *"}}},
         {"resource": {"id": "scheduler:churn-model-training", "owner": "user:sam", "properties": {"cron": "0 2 * * 0"}}},
         {"resource": {"id": "scheduler:month-end-close", "owner": "user:priya", "properties": {"cron": "0 20 L * *"}}},
         {"resource": {"id": "scheduler:weekly-board-pack", "owner": "user:priya", "properties": {"cron": "0 7 * * 1"}}},
         {"resource": {"id": "scheduler:nightly-backup", "owner": "user:olga", "properties": {"cron": "30 1 * * *"}}}]
        """;

    /// <summary>What was shared after that: by whom, why, and the list.</summary>
    private static readonly (string Who, string Why, string Resource, string Entries)[] Shared =
    [
        ("nora", "Analysts read the report, and Sam stands in for me", "scheduler:daily-sales-report", """
            [{"subject": "group:analysts", "effect": "allow", "actions": ["read", "clone"]}, {"subject": "user:sam", "effect": "allow", "actions": ["read", "update"]}]
            """),
        ("priya", "Figures of the quarter are not for everybody yet", "scheduler:weekly-board-pack", """
            [{"subject": "group:analysts", "effect": "deny", "actions": ["read"]}, {"subject": "user:tom", "effect": "allow", "actions": ["read"]}]
            """),
        ("priya", "Engineers look after the run at the end of the month", "scheduler:month-end-close", """
            [{"subject": "group:data-engineers", "effect": "allow", "actions": ["read", "update"]}]
            """),
    ];

    private const string Storage = """
        [{"user": {"id": "ines"}}, {"user": {"id": "marco"}}, {"user": {"id": "yuki"}},
         {"resource": {"id": "storage://main/acme/vision/datasets", "owner": "user:ines"}}, {"resource": {"id": "storage://main/acme/vision/datasets/streets", "owner": "user:ines"}},
         {"resource": {"id": "storage://main/acme/vision/models/detector", "owner": "user:marco"}},
         {"resource": {"id": "image://main/acme/vision/trainer", "owner": "user:marco"}}, {"resource": {"id": "job://main/acme/vision/label-check", "owner": "user:yuki"}},
         {"role": {"name": "ines/roles/labelling", "permissions": [{"uri": "storage://main/acme/vision/datasets", "action": "write"}]}},
         {"grant": {"resource": "role://ines/roles/labelling", "to": "user:yuki", "level": "read"}},
         {"grant": {"resource": "storage://main/acme/vision", "to": "user:marco", "level": "read"}},
         {"grant": {"resource": "storage://main/acme/vision/datasets/streets", "to": "user:marco", "level": "write"}}]
        """;

    private const string Jobs = """
        [{"policy": {"code": "run-all", "description": "Runs every job", "grant": "Allow", "selectors": [{"idSelectorDefinition": {
            "identifier": {"scope": "*", "code": "*"}, "actions": [{"scope": "default", "activity": "Run", "entity": "Job"}]}}]}},
         {"policy": {"code": "not-production", "description": "Keeps hands off production", "grant": "Deny", "selectors": [{"idSelectorDefinition": {
            "identifier": {"scope": "prod", "code": "*"}, "actions": [{"scope": "default", "activity": "Run", "entity": "Job"}]}}]}},
         {"role": {"code": "operator", "description": "Runs jobs outside production", "rank": 5, "resource": {"policyIdRoleResource": {
            "policies": [{"scope": "default", "code": "run-all"}, {"scope": "default", "code": "not-production"}]}}}},
         {"user": {"id": "ann", "roles": ["operator"]}}, {"resource": {"id": "Job:prod/nightly"}}, {"resource": {"id": "Job:dev/nightly"}}]
        """;

    /// <summary>A site on the day of the story, without tenants.</summary>
    public static Task<Site> StartAsync(TourClock clock) => Site.StartAsync(clock: clock);

    /// <summary>Makes the tenant of the data team, change by change.</summary>
    public static async Task MakeTeamAsync(Site site, TourClock clock)
    {
        await site.MakeAsync(new TenantDefinition { Model = "qubole-scheduler" }, Schedules, "data-team");
        foreach (var (who, why, resource, entries) in Shared)
        {
            clock.Pass(TimeSpan.FromMinutes(47));
            var change = StepWire.ReadRequest(Json.Parse($$"""
                {"reason": "{{why}}", "actor": "user:{{who}}",
                 "steps": [{"acl": {"resource": "{{resource}}", "complete": true, "entries": {{entries}}}, "as": "user:{{who}}"}]}
                """));
            Assert.True((await site.Service.ApplyAsync(site.Tenant, change, TestContext.Current.CancellationToken)).Applied);
        }
    }

    /// <summary>Makes the tenant of a team's storage.</summary>
    public static Task MakeStorageAsync(Site site) => site.MakeAsync(new TenantDefinition { Model = "apolo" }, Storage, "vision");

    /// <summary>Makes the tenant of jobs under policies.</summary>
    public static Task MakeJobsAsync(Site site) => site.MakeAsync(new TenantDefinition { Model = "lusid-scheduler" }, Jobs, "valuation");
}
