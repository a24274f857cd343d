namespace OrleansAcl.Web.Tests.Permissions;

/// <summary>A schedule of user 1, who shares it with a user and a group; users 3 and 2 are in the group, 9 administers.</summary>
internal static class ScheduleWorld
{
    public const string Dialog = "/ui/tenants/acme/permissions?resource=scheduler%3A42";

    public const string Page = "/ui/tenants/acme/resource?ref=scheduler%3A42";

    public const string Steps = """
        [{"user": {"id": "1"}}, {"user": {"id": "2"}}, {"user": {"id": "3"}}, {"user": {"id": "4"}}, {"user": {"id": "9"}},
         {"group": {"id": "system-admin", "members": ["user:9"]}}, {"group": {"id": "7", "members": ["user:2", "user:3"]}},
         {"resource": {"id": "scheduler:42", "owner": "user:1", "properties": {"cron": "0 7 * * *"}}},
         {"acl": {"resource": "scheduler:42", "by": "user:1", "complete": true, "entries": [
           {"subject": "user:2", "effect": "allow", "actions": ["read", "manage"]}, {"subject": "group:7", "effect": "allow", "actions": ["read", "clone"]}]}}]
        """;

    public static Task<Site> StartAsync() => Site.StartAsync("qubole-scheduler", Steps);

    /// <summary>The fields of the dialog as they stand on a page: what is hidden in it, what is ticked and chosen.</summary>
    public static IEnumerable<(string Name, string Value)> Fields(string page) =>
        System.Text.RegularExpressions.Regex.Matches(page, "<input type=\"(hidden|checkbox)\" name=\"([^\"]+)\" value=\"((?:\\[.*?\\])|[^\"]*)\"([^>]*)>")
            .Where(found => found.Groups[1].Value == "hidden" || found.Groups[4].Value.Contains("checked", StringComparison.Ordinal))
            .Select(found => (Name: found.Groups[2].Value, Value: System.Net.WebUtility.HtmlDecode(found.Groups[3].Value)))
            .Where(field => field.Name is not ("form-token" or "resource"));
}
