using static OrleansAcl.Api.Tests.Systems.Slc.SlcServer;

namespace OrleansAcl.Api.Tests.Systems.Slc;

public sealed class SlcRoleTests
{
    private const string Role = """
        {"name": "Pipes", "description": "d", "permissions": [
            {"object": "/Pipelines/*", "actions": ["Read"], "effect": "Deny", "matcher": "hierarchy"}, {"object": "/Jobs"}]}
        """;

    private const string Written = """
        {"id":"Pipes","name":"Pipes","description":"d","permissions":[
        {"object":"/Pipelines/*","actions":["Read"],"effect":"Deny","matcher":"hierarchy"},
        {"object":"/Jobs","actions":["*"],"effect":"Allow","matcher":"simple"}],"system":false}
        """;

    private static string Line(string text) => text.ReplaceLineEndings("");

    [Fact]
    public async Task Role_MadeAndBound_DecidesAndComesBack()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "POST", Roles, Role)).Require(201, Line(Written));
        (await server.AsAsync("ada", "GET", Roles + "/Pipes")).Require(200, Line(Written));
        await server.AsAsync("ada", "POST", Bindings, """{"role": "Pipes", "user": "bob"}""");
        Assert.True(await server.MayAsync("user:bob", "Cancel", "object:/Jobs"));
    }

    [Theory]
    [InlineData("Team/Reader", "Team%2FReader")]
    [InlineData("a b?#+é", "a%20b%3F%23%2B%C3%A9")]
    public async Task Role_OfAnOddName_IsFoundByIt(string name, string escaped)
    {
        await using var server = await StartAsync();
        Assert.Equal(201, (int)(await server.AsAsync("ada", "POST", Roles, $$"""{"name": "{{name}}"}""")).Status);
        Assert.Equal(name, (await server.AsAsync("ada", "GET", $"{Roles}/{escaped}")).Body["id"]?.Text);
        (await server.AsAsync("ada", "DELETE", $"{Roles}/{escaped}")).Require(204);
        Assert.Equal("3: Binder, Reader, Root", await server.ListAsync("ada", Roles, "name"));
    }

    [Fact]
    public async Task Role_Replaced_HasOnlyWhatWasSent()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "PUT", Roles + "/Binder", """{"id": "Binder", "name": "Binder", "created": null, "system": false, "permissions": []}"""))
            .Require(200, """{"id":"Binder","name":"Binder","permissions":[],"system":false}""");
        Assert.False(await server.MayAsync("user:fin", "Read", "object:/RoleBindings", "Finance"));
    }

    [Fact]
    public async Task Role_AsItIsRead_CanBeSentBack()
    {
        await using var server = await StartAsync();
        var read = await server.AsAsync("ada", "GET", Roles + "/Reader");
        (await server.AsAsync("ada", "PUT", Roles + "/Reader", read.Text)).Require(200, read.Text);
        Assert.True(await server.MayAsync("user:uma", "Read", "object:/Roles/Binder"));
    }

    [Fact]
    public async Task Role_Removed_IsGoneWithItsBindings()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "DELETE", Roles + "/Binder")).Require(204);
        (await server.AsAsync("ada", "GET", Roles + "/Binder")).Refused(404, ErrorCodes.NotFound);
        (await server.AsAsync("ada", "DELETE", Roles + "/Binder")).Refused(404, ErrorCodes.NotFound);
        Assert.Equal("2: Reader uma, Root ada", await server.ListAsync("ada", Bindings, "role", "user"));
    }

    [Fact]
    public async Task Roles_Queried_AreThoseTheCallerMayRead()
    {
        await using var server = await StartAsync();
        Assert.Equal("3: Binder, Reader, Root", await server.ListAsync(null, Roles, "name"));
        Assert.Equal("1: Binder", await server.ListAsync("uma", Roles, "name"));
        Assert.Equal("0: ", await server.ListAsync("bob", Roles, "name"));
    }

    [Theory]
    [InlineData("?filter[name][EQ]=Root", "1: Root")]
    [InlineData("?filter[name][CO]=er", "2: Binder, Reader")]
    [InlineData("?filter[name][CO]=er&filter[name][EQ]=Root", "0: ")]
    [InlineData("?sort=-name", "3: Root, Reader, Binder")]
    [InlineData("?sort=name&page[offset]=1&page[limit]=1", "3: Reader")]
    [InlineData("?page[limit]=0", "3: ")]
    public async Task Roles_Queried_AreFilteredSortedAndCut(string query, string expected)
    {
        await using var server = await StartAsync();
        Assert.Equal(expected, await server.ListAsync("ada", Roles + query, "name"));
    }

    [Theory]
    [InlineData("?filter[nome][EQ]=Root", "filter[nome][EQ]")]
    [InlineData("?filter[name][SW]=Root", "filter[name][SW]")]
    [InlineData("?filter[name][EQ]=a&filter[name][EQ]=b", "filter[name][EQ]")]
    [InlineData("?sort=created", "sort")]
    [InlineData("?page[offset]=-1", "page[offset]")]
    [InlineData("?page[limit]=1001", "page[limit]")]
    [InlineData("?page[limit]=x", "page[limit]")]
    public async Task Roles_QueriedWrongly_AreRefusedWithTheFieldsName(string query, string place)
    {
        await using var server = await StartAsync();
        Assert.Equal(place, (await server.AsAsync("ada", "GET", Roles + query)).Refused(400, ErrorCodes.InvalidDocument)["place"]?.Text);
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("""{"name": "Pipes", "rules": []}""", "rules")]
    [InlineData("""{"name": "Pipes", "id": "Other"}""", "id")]
    [InlineData("""{"name": "Pipes", "system": true}""", "system")]
    [InlineData("""{"name": "Pipes", "permissions": [{"actions": ["Read"]}]}""", "permissions[0]")]
    [InlineData("""{"name": "Pipes", "permissions": [{"object": "Pipelines"}]}""", "permissions[0].object")]
    [InlineData("""{"name": "Pipes", "permissions": [{"object": "/a", "effect": "allow"}]}""", "permissions[0].effect")]
    [InlineData("""{"name": "Pipes", "permissions": [{"object": "/a"}, {"object": "(", "matcher": "regex"}]}""", "permissions[1].object")]
    public async Task Role_Malformed_Is400WithThePlace(string body, string? place)
    {
        await using var server = await StartAsync();
        var problem = (await server.AsAsync("ada", "POST", Roles, body)).Refused(400, ErrorCodes.InvalidDocument);
        if (place is not null) Assert.StartsWith(place, problem["place"]?.Text);
        (await server.AsAsync(null, "GET", Roles + "/Pipes")).Refused(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Role_ThatIsThereAlready_Is412AndStays()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "POST", Roles, """{"name": "Binder"}""")).Refused(412, ErrorCodes.PreconditionFailed);
        Assert.True(await server.MayAsync("user:fin", "Read", "object:/RoleBindings", "Finance"));
    }

    [Theory]
    [InlineData("POST", Roles, Role)]
    [InlineData("POST", Roles, """{"name": "Root"}""")]
    [InlineData("PUT", Roles + "/Root", """{"name": "Root"}""")]
    [InlineData("PUT", Roles + "/Ghost", """{"name": "Ghost"}""")]
    [InlineData("DELETE", Roles + "/Root", null)]
    [InlineData("GET", Roles + "/Root", null)]
    [InlineData("GET", Roles + "/Ghost", null)]
    [InlineData("GET", Roles + "/nameAvailability?name=Root", null)]
    public async Task Role_OfWhomMayNot_Is403WhetherItIsThereOrNot(string method, string path, string? body)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("uma", method, path, body)).Refused(403, ErrorCodes.Denied);
    }

    [Theory]
    [InlineData("PUT", Roles + "/Ghost", """{"name": "Ghost"}""", 404, ErrorCodes.NotFound)]
    [InlineData("PUT", Roles + "/Root", """{"name": "Stem"}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("GET", Roles + "/a%2Fb", null, 404, ErrorCodes.NotFound)]
    [InlineData("GET", Roles + "/nameAvailability", null, 400, ErrorCodes.InvalidDocument)]
    public async Task Role_ThatCannotBe_IsRefused(string method, string path, string? body, int status, string code)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", method, path, body)).Refused(status, code);
    }

    [Fact]
    public async Task Name_IsAvailableUntilItIsTaken()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "GET", Roles + "/nameAvailability?name=Pipes")).Require(200, """{"result":true}""");
        (await server.AsAsync("ada", "GET", Roles + "/nameAvailability?name=Root"))
            .Require(200, """{"result":false,"reason":"exists","msg":"there is a role `Root` already"}""");
    }
}
