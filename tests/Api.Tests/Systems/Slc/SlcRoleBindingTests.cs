using OrleansAcl.Documents;
using static OrleansAcl.Api.Tests.Systems.Slc.SlcServer;

namespace OrleansAcl.Api.Tests.Systems.Slc;

public sealed class SlcRoleBindingTests
{
    private static async Task<string> IdAsync(TenantServer server, string query) =>
        (await server.AsAsync(null, "GET", $"{Bindings}?{query}")).Body["data"]!.Items.Single()["id"]!.Text;

    [Fact]
    public async Task Bindings_Queried_AreThoseOfTheNamespacesOneMayReadIn()
    {
        await using var server = await StartAsync();
        string[] fields = ["role", "user", "group", "namespace"];
        Assert.Equal("4: Binder - analysts HR, Binder fin - Finance, Reader uma - -, Root ada - -", await server.ListAsync(null, Bindings, fields));
        Assert.Equal("4: Binder - analysts HR, Binder fin - Finance, Reader uma - -, Root ada - -", await server.ListAsync("ada", Bindings, fields));
        Assert.Equal("1: Binder fin - Finance", await server.ListAsync("fin", Bindings, fields));
        Assert.Equal("1: Binder - analysts HR", await server.ListAsync("uma", Bindings, fields));
        Assert.Equal("0: ", await server.ListAsync("bob", Bindings, fields));
    }

    [Theory]
    [InlineData("?filter[role][EQ]=Binder", "2: Binder - analysts, Binder fin -")]
    [InlineData("?filter[user][EQ]=uma", "1: Reader uma -")]
    [InlineData("?filter[group][CO]=ana&filter[namespace][EQ]=HR", "1: Binder - analysts")]
    [InlineData("?filter[namespace][EQ]=Ops", "0: ")]
    public async Task Bindings_Queried_AreFiltered(string query, string expected)
    {
        await using var server = await StartAsync();
        Assert.Equal(expected, await server.ListAsync("ada", Bindings + query, "role", "user", "group"));
    }

    [Fact]
    public async Task Binding_InANamespace_CountsThereAlone()
    {
        await using var server = await StartAsync();
        var answer = await server.AsAsync("fin", "POST", Bindings, """{"role": "Root", "user": "bob", "namespace": "Finance"}""");
        Assert.Equal((201, "Root", "bob", "Finance"), ((int)answer.Status, answer.Body["role"]?.Text, answer.Body["user"]?.Text, answer.Body["namespace"]?.Text));
        Assert.True(await server.MayAsync("user:bob", "Read", "object:/Jobs", "Finance"));
        Assert.False(await server.MayAsync("user:bob", "Read", "object:/Jobs", "HR"));
        (await server.AsAsync("fin", "GET", $"{Bindings}/{answer.Body["id"]!.Text}")).Require(200, answer.Text);
    }

    [Theory]
    [InlineData("""{"role": "Root", "user": "bob"}""")]
    [InlineData("""{"role": "Root", "user": "bob", "namespace": null}""")]
    [InlineData("""{"role": "Root", "user": "bob", "namespace": "HR"}""")]
    public async Task Binding_WhereTheCallerMayNotBind_Is403(string body)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("fin", "POST", Bindings, body)).Refused(403, ErrorCodes.Denied);
        Assert.False(await server.MayAsync("user:bob", "Read", "object:/Jobs", "HR"));
    }

    [Fact]
    public async Task Binding_ForAllNamespaces_IsMadeTwiceWithoutHarm()
    {
        await using var server = await StartAsync();
        var made = await server.AsAsync("ada", "POST", Bindings, """{"role": "Root", "group": "analysts"}""");
        (await server.AsAsync("ada", "POST", Bindings, """{"role": "Root", "group": "analysts", "namespace": null}""")).Require(201, made.Text);
        Assert.Null(made.Body["namespace"]);
        Assert.True(await server.MayAsync("user:uma", "Read", "object:/Users/x"));
    }

    [Theory]
    [InlineData("{}", 400, ErrorCodes.InvalidDocument)]
    [InlineData("""{"role": "Root"}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("""{"role": "Root", "user": "bob", "group": "analysts"}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("""{"role": "Root", "user": ""}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("""{"role": "Root", "user": "bob", "namespace": ""}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("""{"role": "Root", "user": "bob", "id": "mine"}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("""{"role": "Root", "user": "bob", "subject": "user:bob"}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("""{"role": "Ghost", "user": "bob"}""", 404, ErrorCodes.NotFound)]
    public async Task Binding_ThatCannotBe_IsRefused(string body, int status, string code)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "POST", Bindings, body)).Refused(status, code);
    }

    [Fact]
    public async Task Binding_Removed_CountsNoMore()
    {
        await using var server = await StartAsync();
        var id = await IdAsync(server, "filter[user][EQ]=fin");
        (await server.AsAsync("uma", "DELETE", $"{Bindings}/{id}")).Refused(403, ErrorCodes.Denied);
        (await server.AsAsync("fin", "DELETE", $"{Bindings}/{id}")).Require(204);
        Assert.False(await server.MayAsync("user:fin", "Read", "object:/RoleBindings", "Finance"));
        (await server.AsAsync("ada", "DELETE", $"{Bindings}/{id}")).Refused(404, ErrorCodes.NotFound);
        (await server.AsAsync("ada", "GET", $"{Bindings}/{id}")).Refused(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Binding_ThatAUsersOwnDocumentLists_IsShownAndRemovedLikeOthers()
    {
        await using var server = await StartAsync();
        var id = await IdAsync(server, "filter[user][EQ]=uma");
        (await server.AsAsync("ada", "GET", $"{Bindings}/{id}")).Require(200, $$"""{"id":"{{id}}","role":"Reader","user":"uma"}""");
        (await server.AsAsync("ada", "DELETE", $"{Bindings}/{id}")).Require(204);
        Assert.False(await server.MayAsync("user:uma", "Read", "object:/Roles/Binder"));
    }

    [Fact]
    public async Task Binding_InANamespaceOneMayNotReadIn_IsNotThere()
    {
        await using var server = await StartAsync();
        var id = await IdAsync(server, "filter[user][EQ]=fin");
        (await server.AsAsync("uma", "GET", $"{Bindings}/{id}")).Refused(404, ErrorCodes.NotFound);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!")]
    [InlineData("WzFd")]
    [InlineData("WyJwb2xpY3kiLCJSb290IiwidXNlcjphZGEiLG51bGxd")]
    public async Task Binding_OfAForgedId_Is404(string id)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "GET", $"{Bindings}/{id}")).Refused(404, ErrorCodes.NotFound);
        (await server.AsAsync("ada", "DELETE", $"{Bindings}/{id}")).Refused(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task BulkDelete_OfWhatTheCallerMayDelete_DeletesAll()
    {
        await using var server = await StartAsync();
        await server.AsAsync("fin", "POST", Bindings, """{"role": "Root", "user": "bob", "namespace": "Finance"}""");
        await server.AsAsync("fin", "POST", Bindings, """{"role": "Reader", "user": "bob", "namespace": "Finance"}""");
        var ids = (await server.AsAsync(null, "GET", $"{Bindings}?filter[user][EQ]=bob")).Body["data"]!.Items.Select(b => b["id"]!.Text);
        (await server.AsAsync("fin", "POST", $"{Bindings}/bulkDelete", Node.Map(("ids", Node.List(ids))).ToString())).Require(204);
        Assert.Equal("0: ", await server.ListAsync(null, $"{Bindings}?filter[user][EQ]=bob", "role"));
    }

    [Fact]
    public async Task BulkDelete_WithOneInAnotherNamespace_DeletesNothing()
    {
        await using var server = await StartAsync();
        string[] ids = [await IdAsync(server, "filter[user][EQ]=fin"), await IdAsync(server, "filter[group][EQ]=analysts")];
        (await server.AsAsync("fin", "POST", $"{Bindings}/bulkDelete", Node.Map(("ids", Node.List(ids))).ToString())).Refused(403, ErrorCodes.Denied);
        Assert.Equal("4: Binder, Binder, Reader, Root", await server.ListAsync(null, Bindings, "role"));
    }

    [Theory]
    [InlineData("{}", 400, ErrorCodes.InvalidDocument)]
    [InlineData("""{"ids": "x"}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("""{"ids": [1]}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("""{"ids": ["x"]}""", 404, ErrorCodes.NotFound)]
    public async Task BulkDelete_OfWhatCannotBe_IsRefused(string body, int status, string code)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "POST", $"{Bindings}/bulkDelete", body)).Refused(status, code);
    }
}
