using System.Net;
using System.Text;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>What a search takes and answers, over a service that says what it was asked.</summary>
public sealed class SearchTests
{
    private const string Subject = "/access/v1/search/subject";
    private const string Resource = "/access/v1/search/resource";
    private const string Action = "/access/v1/search/action";

    private const string Full = """
        {"subject": {"type": "user", "id": "ann", "properties": {"role": "r"}, "more": 1},
         "action": {"name": "read", "properties": {"soft": true}},
         "resource": {"type": "record", "id": "1", "properties": {"status": "active"}},
         "context": {"time": "now"}, "options": 3, "unknown": null}
        """;

    private static readonly SubjectRef[] Subjects = [new("user", "cid"), new("user", "Zoe"), new("user", "ann")];

    private static readonly string[] All = [Subject, Resource, Action];

    public static TheoryData<string> Paths => [.. All];

    private static Task<ApiServer> StartAsync(string path) => StartAsync(path switch
    {
        Subject => Subjects,
        Resource => new ResourceRef[] { new("record", "2"), new("record", "10") },
        _ => new[] { "write", "read" },
    });

    private static async Task<ApiServer> StartAsync(object answer)
    {
        var server = await ApiServer.StartAsync();
        server.Service.Answer = answer;
        return server;
    }

    [Fact]
    public async Task SubjectSearch_WithEveryMember_AsksWhoAndTellsItInTheOrderOfIds()
    {
        await using var server = await StartAsync(Subject);
        var answer = await server.PostAsync(Subject, Full);
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
        await using var server = await StartAsync(Resource);
        var answer = await server.PostAsync(Resource, Full);
        Assert.Equal("""{"context":{"revision":7},"results":[{"type":"record","id":"10"},{"type":"record","id":"2"}]}""", answer.Text);
        var asked = server.Service.Only.As<ListRequest>();
        Assert.Equal(("user:ann", "read", "record"), (asked.Subject.ToString(), asked.Action, asked.Type));
        Assert.Equal("""{"role":"r"}""", asked.SubjectProperties?.ToString());
        Assert.Equal("""{"time":"now"}""", asked.Context?.ToString());
    }

    [Fact]
    public async Task ActionSearch_WithEveryMember_AsksForActionsAndTellsThemByName()
    {
        await using var server = await StartAsync(Action);
        var answer = await server.PostAsync(Action, Full);
        Assert.Equal("""{"context":{"revision":7},"results":[{"name":"read"},{"name":"write"}]}""", answer.Text);
        var asked = server.Service.Only.As<ActionsRequest>();
        Assert.Equal(("user:ann", "record:1"), (asked.Subject.ToString(), asked.Resource.ToString()));
        Assert.Equal("""{"role":"r"}""", asked.SubjectProperties?.ToString());
        Assert.Equal("""{"status":"active"}""", asked.ResourceProperties?.ToString());
        Assert.Equal("""{"time":"now"}""", asked.Context?.ToString());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Search_UnderATenant_AsksThatTenant(string path)
    {
        await using var server = await StartAsync(path);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/tenants/acme" + path, Full)).Status);
        Assert.Equal("acme", server.Service.Only.Tenant.Value);
    }

    [Theory]
    [InlineData(Subject, """{"subject": {"type": "user", "id": ID}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""")]
    [InlineData(Resource, """{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record", "id": ID}}""")]
    public async Task Id_OfWhatIsSought_IsIgnoredWhateverItIs(string path, string body)
    {
        await using var server = await StartAsync(path);
        var without = await server.PostAsync(path, body.Replace(", \"id\": ID", ""));
        Assert.Equal(HttpStatusCode.OK, without.Status);
        foreach (var id in (string[])["\"ann\"", "\"\"", "7", "null", "[]"])
            Assert.Equal(without.Text, (await server.PostAsync(path, body.Replace("ID", id))).Text);
    }

    [Theory]
    [InlineData("""{"subject": {"type": "user"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""", true, false, false)]
    [InlineData("""{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record"}}""", false, true, false)]
    [InlineData("""{"subject": {"type": "user", "id": "ann"}, "resource": {"type": "record", "id": "1"}}""", false, false, true)]
    [InlineData("""{"subject": {"type": "user", "id": "ann"}, "action": "read", "resource": {"type": "record", "id": "1"}}""", false, false, true)]
    [InlineData("""{"subject": {"id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""", false, false, false)]
    public async Task Body_ThatNamesWhatOneSearchNeeds_IsMalformedForTheOthers(string body, bool subject, bool resource, bool action)
    {
        foreach (var (path, good) in ((string, bool)[])[(Subject, subject), (Resource, resource), (Action, action)])
        {
            await using var server = await StartAsync(path);
            var answer = await server.PostAsync(path, body);
            Assert.Equal((path, good ? HttpStatusCode.OK : HttpStatusCode.BadRequest), (path, answer.Status));
            if (good) continue;
            answer.RequireMessage(HttpStatusCode.BadRequest);
            Assert.Empty(server.Service.Calls);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"ann\"")]
    [InlineData("{}")]
    [InlineData("""{"subject": "ann", "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""")]
    [InlineData("""{"subject": {"type": 1, "id": "ann"}, "action": {"name": "read"}, "resource": {"type": 1, "id": "1"}}""")]
    [InlineData("""{"subject": {"type": "", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "", "id": "1"}}""")]
    [InlineData("""{"subject": {"type": "user", "id": "ann", "properties": 1}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""")]
    [InlineData("""{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1", "properties": []}}""")]
    [InlineData("""{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}, "context": []}""")]
    [InlineData("""{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}, "page": 1}""")]
    [InlineData("""{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "a", "type": "b", "id": "1"}}""")]
    public async Task Search_WhenMalformed_Is400WithAMessage(string body)
    {
        foreach (var path in All)
        {
            await using var server = await StartAsync(path);
            (await server.PostAsync(path, body)).RequireMessage(HttpStatusCode.BadRequest);
            Assert.Empty(server.Service.Calls);
        }
    }

    [Theory]
    [InlineData("""{"name": 123}""")]
    [InlineData("""{"name": ""}""")]
    [InlineData("{}")]
    [InlineData("\"read\"")]
    [InlineData("""{"name": "read", "properties": 1}""")]
    public async Task Action_WhenMalformed_Is400WhereItIsAskedFor(string action)
    {
        foreach (var path in (string[])[Subject, Resource])
        {
            await using var server = await StartAsync(path);
            var body = $$$"""{"subject": {"type": "user", "id": "ann"}, "action": {{{action}}}, "resource": {"type": "record", "id": "1"}}""";
            (await server.PostAsync(path, body)).RequireMessage(HttpStatusCode.BadRequest);
            Assert.Empty(server.Service.Calls);
        }
    }

    [Theory]
    [InlineData(ErrorCodes.UnknownTenant, HttpStatusCode.NotFound)]
    [InlineData(ErrorCodes.LimitExceeded, HttpStatusCode.BadRequest)]
    [InlineData(ErrorCodes.StoreFailed, HttpStatusCode.ServiceUnavailable)]
    public async Task Fault_OfTheService_IsNeverAnEmptyAnswer(string code, HttpStatusCode status)
    {
        foreach (var path in All)
        {
            await using var server = await StartAsync(path);
            server.Service.Fault = new AclException(code, "it cannot be told");
            Assert.Equal("it cannot be told", (await server.PostAsync(path, Full)).RequireMessage(status));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    public async Task ContentType_OtherThanJson_Is400(string? contentType)
    {
        foreach (var path in All)
        {
            await using var server = await StartAsync(path);
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Full));
            if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            (await server.SendAsync(HttpMethod.Post, path, content)).RequireMessage(HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData(Full, HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    public async Task RequestId_WithAnyAnswer_ComesBack(string body, HttpStatusCode status)
    {
        foreach (var path in All)
        {
            await using var server = await StartAsync(path);
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = ApiServer.JsonContent(body) };
            request.Headers.Add("X-Request-ID", "r-1");
            var answer = await server.SendAsync(request);
            Assert.Equal(status, answer.Status);
            Assert.Equal("r-1", Assert.Single(answer.Response.Headers.GetValues("X-Request-ID")));
        }
    }
}
