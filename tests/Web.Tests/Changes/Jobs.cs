using OrleansAcl.Requests;

namespace OrleansAcl.Web.Tests.Changes;

/// <summary>A site of jobs that their owners share by granting.</summary>
internal static class Jobs
{
    private const string Model = """
        model: jobs
        types:
          job: {actions: [view, edit, run]}
        acl: {}
        grants: acl
        ladder:
          - administrator: {flag: true}
          - owner: {}
          - acl: {}
        guards:
          acl: ["edit {resource}"]
          grant: ["edit {resource}"]
          revoke: ["edit {resource}"]
        """;

    /// <summary>Starts one with the job <c>nightly</c>, which is ann's and which bob may view.</summary>
    public static async Task<Site> StartAsync()
    {
        var site = await Site.StartAsync();
        await site.MakeAsync(new TenantDefinition { ModelFile = Model }, """
            [{"user": {"id": "ann"}}, {"user": {"id": "bob"}}, {"group": {"id": "ops", "members": ["user:cid"]}}, {"resource": {"id": "job:nightly", "owner": "user:ann"}},
             {"acl": {"resource": "job:nightly", "entries": [{"subject": "user:bob", "effect": "allow", "actions": ["view"]}]}}]
            """);
        return site;
    }
}
