using System.Net;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Tests.Permissions;

/// <summary>Who is not let into the dialog, and what it does not take.</summary>
public sealed class ListRefusalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<string> ListAsync(Site site, string resource = "scheduler:42") =>
        (await site.Service.GetAsync(site.Tenant, new ObjectRef(ObjectRef.Acl, resource), Cancellation))?.Document.ToString() ?? "";

    /// <summary>The dialog's form as it stands, with some fields in the place of others of their name and value.</summary>
    private static async Task<PageAnswer> SendAsync(Visitor visitor, string page, Func<IEnumerable<(string Name, string Value)>, IEnumerable<(string, string)>> change, string button = "save")
    {
        var shown = await visitor.GetAsync(page);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        return await visitor.PostAsync(page, await visitor.TokenAsync(page), [.. change(ScheduleWorld.Fields(shown.Text)), ("do", button)]);
    }

    [Theory]
    [InlineData("3")]       // reads it by his group, and may not manage
    [InlineData("4")]       // is denied even reading
    [InlineData("nobody")]
    public async Task User_WhoMayNotManage_SeesNeitherButtonNorDialog(string user)
    {
        await using var site = await ScheduleWorld.StartAsync();
        using var visitor = await site.SignInAsync(site.TokenOf(user));

        var dialog = await visitor.GetAsync(ScheduleWorld.Dialog);
        var page = await visitor.GetAsync(ScheduleWorld.Page);
        var gone = await visitor.GetAsync(ScheduleWorld.Dialog.Replace("42", "43", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (dialog.Status, gone.Status));
        Assert.DoesNotContain("user:2", dialog.Text, StringComparison.Ordinal);
        // Not managed is as not there, word for word but for the id.
        Assert.Contains("resource `scheduler:42` is not stored", dialog.Text, StringComparison.Ordinal);
        Assert.Contains("resource `scheduler:43` is not stored", gone.Text, StringComparison.Ordinal);
        Assert.Equal(user == "3" ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.Status);
        Assert.DoesNotContain("Manage permissions", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("user:1", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_WhoMayNotManage_CannotSendTheFormEither()
    {
        await using var site = await ScheduleWorld.StartAsync();
        var before = await ListAsync(site);
        using var owner = await site.SignInAsync(site.TokenOf("1"));
        using var visitor = await site.SignInAsync(site.TokenOf("3"));
        var fields = ScheduleWorld.Fields((await owner.GetAsync(ScheduleWorld.Dialog)).Text).ToList();

        foreach (var button in (string[])["save", "preview", "add"])
        {
            var answer = await visitor.PostAsync(ScheduleWorld.Dialog, await visitor.TokenAsync("/ui"), [.. fields, ("allow.0", "update"), ("add", "user:3"), ("do", button)]);
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            Assert.DoesNotContain("user:2", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(before, await ListAsync(site));
    }

    [Fact]
    public async Task Reader_WhoMayNotManage_IsToldSo_AndSeesNoButton()
    {
        await using var site = await ScheduleWorld.StartAsync();
        using var visitor = await site.SignInAsync(site.TokenOf("4", "acl:read"));

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(ScheduleWorld.Dialog)).Status);
        var page = await visitor.ReadAsync(ScheduleWorld.Page);
        Assert.DoesNotContain("Manage permissions", page, StringComparison.Ordinal);
        Assert.Contains("user:2", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manager_WhoMayReadNothingElse_IsNotToldThroughWhatOthersMay()
    {
        await using var site = await ScheduleWorld.StartAsync();
        using var visitor = await site.SignInAsync(site.TokenOf("1"));

        var answer = await SendAsync(visitor, ScheduleWorld.Dialog, fields => [.. fields, ("add", "user:3")], "add");

        // That user 3 may read is known to whoever manages this; in which group he is, is not.
        Assert.Contains("through entries of groups", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("entry of group:7", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<option value=\"user:", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ThatChangedMeanwhile_IsNotOverwritten_AndShowsBoth()
    {
        await using var site = await ScheduleWorld.StartAsync();
        using var visitor = await site.SignInAsync();
        var fields = ScheduleWorld.Fields(await visitor.ReadAsync(ScheduleWorld.Dialog)).ToList();
        await site.ApplyAsync("""
            [{"acl": {"resource": "scheduler:42", "by": "user:1", "complete": true, "entries": [
              {"subject": "user:2", "effect": "allow", "actions": ["delete"]}, {"subject": "user:4", "effect": "allow", "actions": ["read"]}]}}]
            """);
        var theirs = await ListAsync(site);

        var stale = await visitor.PostAsync(ScheduleWorld.Dialog, await visitor.TokenAsync(ScheduleWorld.Dialog), [.. fields, ("allow.0", "update"), ("reason", "mine"), ("do", "save")]);

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal(theirs, await ListAsync(site));
        Assert.Contains("Nothing was saved.", stale.Text, StringComparison.Ordinal);
        Assert.Contains("allows delete; denies read, update, clone, manage", stale.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"mine\"", stale.Text, StringComparison.Ordinal);
        // Sent again as it stands there, what was typed goes over the row that it is about and nothing else.
        var again = ScheduleWorld.Fields(stale.Text).ToList();
        Assert.Contains(("allow.0", "update"), again);
        var saved = await visitor.PostAsync(ScheduleWorld.Dialog, await visitor.TokenAsync(ScheduleWorld.Dialog), [.. again, ("do", "save")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        Assert.True(await site.MayAsync("user:2", "update", "scheduler:42"));
        Assert.False(await site.MayAsync("user:2", "delete", "scheduler:42"));
        Assert.True(await site.MayAsync("user:4", "read", "scheduler:42"));
    }

    [Theory]
    [InlineData("group:", "Name a user or a group")]
    [InlineData("role:x", "Name a user or a group")]
    [InlineData("", "Name a user or a group")]
    public async Task Subject_ThatIsNone_IsRefusedAtItsField(string subject, string message)
    {
        await using var site = await ScheduleWorld.StartAsync();
        using var visitor = await site.SignInAsync();

        var answer = await SendAsync(visitor, ScheduleWorld.Dialog, fields => [.. fields, ("add", subject)], "add");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("until.0", "yesterday", "is no date and time")]
    [InlineData("when.0", "context.ip ==", "error-0")]
    public async Task Terms_ThatAreNone_AreRefusedInTheirRow(string field, string value, string message)
    {
        await using var site = await ScheduleWorld.StartAsync();
        var before = await ListAsync(site);
        using var visitor = await site.SignInAsync();

        var answer = await SendAsync(visitor, ScheduleWorld.Dialog, fields => [.. fields, (field, value)]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{value}\"", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, await ListAsync(site));
    }

    [Theory]
    [InlineData("?resource=scheduler:99", HttpStatusCode.NotFound)]
    [InlineData("?resource=video:1", HttpStatusCode.BadRequest)]
    [InlineData("?resource=nothing", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task Resource_ThatIsNone_IsSaid(string query, HttpStatusCode status)
    {
        await using var site = await ScheduleWorld.StartAsync();
        using var visitor = await site.SignInAsync();
        Assert.Equal(status, (await visitor.GetAsync("/ui/tenants/acme/permissions" + query)).Status);
    }

    [Fact]
    public async Task OddIds_AreShownAndSavedAsTheyAre()
    {
        const string Odd = "a b/<b>\"'é&+%";
        await using var site = await ScheduleWorld.StartAsync();
        await site.Service.ApplyAsync(site.Tenant, [
            new Step("resource", Node.Map(("id", Node.Of($"scheduler:{Odd}")))),
        ], Cancellation);
        using var visitor = await site.SignInAsync();
        var page = PagePaths.Of(site.Tenant, "permissions", ("resource", $"scheduler:{Odd}"));

        var added = await visitor.PostAsync(page, await visitor.TokenAsync(page), ("etag", ""), ("rows", "0"), ("add", $"user:{Odd}"), ("do", "add"));
        Assert.Equal(HttpStatusCode.OK, added.Status);
        Assert.Contains($"user:{Odd}", added.Text, StringComparison.Ordinal);
        var saved = await visitor.PostAsync(
            page, await visitor.TokenAsync(page), ("etag", ""), ("rows", "1"), ("subject.0", $"user:{Odd}"), ("was.0", ""), ("allow.0", "read"), ("do", "save"));

        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        Assert.True(await site.MayAsync($"user:{Odd}", "read", $"scheduler:{Odd}"));
        Assert.Contains("Saved", await visitor.ReadAsync(saved.Location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongList_ComesInPages_AndSavingTouchesOneRow()
    {
        await using var site = await ScheduleWorld.StartAsync();
        var entries = string.Join(", ", Enumerable.Range(0, 1_000).Select(n => $$"""{"subject": "user:u{{n:0000}}", "effect": "allow", "actions": ["read", "all"]}"""));
        await site.ApplyAsync($$$"""[{"acl": {"resource": "scheduler:42", "entries": [{{{entries}}}]}}]""");
        var before = await ListAsync(site);
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(ScheduleWorld.Dialog + "&start=975");
        Assert.Contains("Rows 976 to 1000 of 1000", page, StringComparison.Ordinal);
        Assert.Contains("user:u0999", page, StringComparison.Ordinal);
        Assert.DoesNotContain("user:u0974", page, StringComparison.Ordinal);
        var found = await visitor.ReadAsync(ScheduleWorld.Dialog + "&q=U0500");
        Assert.Single(ScheduleWorld.Fields(found), field => field.Name.StartsWith("subject.", StringComparison.Ordinal));

        var answer = await SendAsync(visitor, ScheduleWorld.Dialog + "&q=u0500", fields => [.. fields, ("remove.0", "on")]);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal(before.Replace("""{"subject":"user:u0500","effect":"allow","actions":["read","all"]},""", "", StringComparison.Ordinal), await ListAsync(site));
    }

    [Fact]
    public async Task Form_ThatChangesNothing_SavesNothing()
    {
        await using var site = await ScheduleWorld.StartAsync();
        using var visitor = await site.SignInAsync();

        var answer = await SendAsync(visitor, ScheduleWorld.Dialog, fields => fields);

        Assert.Contains("Nothing is changed yet", answer.Text, StringComparison.Ordinal);
        Assert.Equal(1, (await site.Service.GetTenantAsync(site.Tenant, Cancellation))!.Revision);
    }
}
