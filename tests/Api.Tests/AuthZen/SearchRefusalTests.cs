using System.Net;
using System.Text;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>What a search does not take.</summary>
public sealed class SearchRefusalTests
{
    [Theory]
    [InlineData("""{"subject": {"type": "user"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""", true, false, false)]
    [InlineData("""{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record"}}""", false, true, false)]
    [InlineData("""{"subject": {"type": "user", "id": "ann"}, "resource": {"type": "record", "id": "1"}}""", false, false, true)]
    [InlineData("""{"subject": {"type": "user", "id": "ann"}, "action": "read", "resource": {"type": "record", "id": "1"}}""", false, false, true)]
    [InlineData("""{"subject": {"id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""", false, false, false)]
    public async Task Body_ThatNamesWhatOneSearchNeeds_IsMalformedForTheOthers(string body, bool subject, bool resource, bool action)
    {
        foreach (var (path, good) in ((string, bool)[])[(SearchCase.Subject, subject), (SearchCase.Resource, resource), (SearchCase.Action, action)])
        {
            await using var server = await SearchCase.StartAsync(path);
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
        foreach (var path in SearchCase.All)
        {
            await using var server = await SearchCase.StartAsync(path);
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
        foreach (var path in (string[])[SearchCase.Subject, SearchCase.Resource])
        {
            await using var server = await SearchCase.StartAsync(path);
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
        foreach (var path in SearchCase.All)
        {
            await using var server = await SearchCase.StartAsync(path);
            server.Service.Fault = new AclException(code, "it cannot be told");
            Assert.Equal("it cannot be told", (await server.PostAsync(path, SearchCase.Full)).RequireMessage(status));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    public async Task ContentType_OtherThanJson_Is400(string? contentType)
    {
        foreach (var path in SearchCase.All)
        {
            await using var server = await SearchCase.StartAsync(path);
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(SearchCase.Full));
            if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            (await server.SendAsync(HttpMethod.Post, path, content)).RequireMessage(HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData(SearchCase.Full, HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    public async Task RequestId_WithAnyAnswer_ComesBack(string body, HttpStatusCode status)
    {
        foreach (var path in SearchCase.All)
        {
            await using var server = await SearchCase.StartAsync(path);
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = ApiServer.JsonContent(body) };
            request.Headers.Add("X-Request-ID", "r-1");
            var answer = await server.SendAsync(request);
            Assert.Equal(status, answer.Status);
            Assert.Equal("r-1", Assert.Single(answer.Response.Headers.GetValues("X-Request-ID")));
        }
    }
}
