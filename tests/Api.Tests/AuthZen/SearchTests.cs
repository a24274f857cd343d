using System.Net;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>What a search takes and answers, over a service that says what it was asked.</summary>
public sealed class SearchTests
{
    [Fact]
    public async Task SubjectSearch_WithEveryMember_AsksWhoAndTellsItInTheOrderOfIds()
    {
        await using var server = await SearchCase.StartAsync(SearchCase.Subject);
        var answer = await server.PostAsync(SearchCase.Subject, SearchCase.Full);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(
            """{"context":{"revision":7},"results":[{"type":"user","id":"Zoe"},{"type":"user","id":"ann"},{"type":"user","id":"cid"}]}""", answer.Text);
        var (call, asked) = (server.Service.Only, server.Service.Only.As<WhoRequest>());
        Assert.Equal((TenantId.Default, "user", "read", "record:1"), (call.Tenant, asked.Type, asked.Action, asked.Resource.ToString()));
        Assert.Equal("""{"status":"active"}""", asked.ResourceProperties?.ToString());
        Assert.Equal("""{"time":"now"}""", asked.Context?.ToString());
    }

    [Fact]
    public async Task ResourceSearch_WithEveryMember_AsksWhatAndTellsItInTheOrderOfIds()
    {
        await using var server = await SearchCase.StartAsync(SearchCase.Resource);
        var answer = await server.PostAsync(SearchCase.Resource, SearchCase.Full);
        Assert.Equal("""{"context":{"revision":7},"results":[{"type":"record","id":"10"},{"type":"record","id":"2"}]}""", answer.Text);
        var asked = server.Service.Only.As<ListRequest>();
        Assert.Equal(("user:ann", "read", "record"), (asked.Subject.ToString(), asked.Action, asked.Type));
        Assert.Equal("""{"role":"r"}""", asked.SubjectProperties?.ToString());
        Assert.Equal("""{"time":"now"}""", asked.Context?.ToString());
    }

    [Fact]
    public async Task ActionSearch_WithEveryMember_AsksForActionsAndTellsThemByName()
    {
        await using var server = await SearchCase.StartAsync(SearchCase.Action);
        var answer = await server.PostAsync(SearchCase.Action, SearchCase.Full);
        Assert.Equal("""{"context":{"revision":7},"results":[{"name":"read"},{"name":"write"}]}""", answer.Text);
        var asked = server.Service.Only.As<ActionsRequest>();
        Assert.Equal(("user:ann", "record:1"), (asked.Subject.ToString(), asked.Resource.ToString()));
        Assert.Equal("""{"role":"r"}""", asked.SubjectProperties?.ToString());
        Assert.Equal("""{"status":"active"}""", asked.ResourceProperties?.ToString());
        Assert.Equal("""{"time":"now"}""", asked.Context?.ToString());
    }

    [Theory]
    [MemberData(nameof(SearchCase.Paths), MemberType = typeof(SearchCase))]
    public async Task Search_UnderATenant_AsksThatTenant(string path)
    {
        await using var server = await SearchCase.StartAsync(path);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/tenants/acme" + path, SearchCase.Full)).Status);
        Assert.Equal("acme", server.Service.Only.Tenant.Value);
    }

    [Theory]
    [InlineData(SearchCase.Subject, """{"subject": {"type": "user", "id": ID}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""")]
    [InlineData(SearchCase.Resource, """{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record", "id": ID}}""")]
    public async Task Id_OfWhatIsSought_IsIgnoredWhateverItIs(string path, string body)
    {
        await using var server = await SearchCase.StartAsync(path);
        var without = await server.PostAsync(path, body.Replace(", \"id\": ID", ""));
        Assert.Equal(HttpStatusCode.OK, without.Status);
        foreach (var id in (string[])["\"ann\"", "\"\"", "7", "null", "[]"])
            Assert.Equal(without.Text, (await server.PostAsync(path, body.Replace("ID", id))).Text);
    }
}
