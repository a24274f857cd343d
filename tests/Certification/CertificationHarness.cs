using System.Net.Http.Headers;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Certification;

/// <summary>Sends the cases to a decision point as a stranger would: it knows the point's address, and learns everything else from the metadata.</summary>
/// <param name="http">Sends requests to where the decision point is, with what callers need.</param>
/// <param name="point">The address that callers know it by.</param>
public sealed class CertificationHarness(HttpClient http, Uri point)
{
    /// <summary>Sends a case as often as it says, and demands all that it expects each time.</summary>
    /// <param name="number">Its number.</param>
    public async Task HoldAsync(string number)
    {
        var stated = CertificationCase.Of(number);
        for (var i = 0; i < stated.Times; i++) Expectation.Require(stated, await AskAsync(stated), point);
    }

    private async Task<HarnessAnswer> AskAsync(CertificationCase stated)
    {
        using var request = new HttpRequestMessage(stated.Get ? HttpMethod.Get : HttpMethod.Post, await AddressAsync(stated));
        if (stated.RequestId != "none") request.Headers.Add(HarnessAnswer.IdHeader, stated.RequestId);
        if (!stated.Get)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(stated.Text ?? (await BodyAsync(stated)).ToString()));
            if (stated.ContentType != "none") request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(stated.ContentType);
        }

        return await SendAsync(request);
    }

    private async Task<Node> BodyAsync(CertificationCase stated)
    {
        if (stated.After is not { } before) return stated.Body!;
        var token = (await AskAsync(CertificationCase.Of(before))).Body.Require("page").Require("next_token").AsName();
        return Node.Merge(stated.Body!.Copy(), Node.Map(("page", Node.Map(("token", Node.Of(token))))))!;
    }

    private async Task<string> AddressAsync(CertificationCase stated)
    {
        if (stated.Endpoint.StartsWith('/')) return point.AbsolutePath.TrimEnd('/') + stated.Endpoint;
        if (stated.Endpoint == "metadata") return Metadata;
        var key = stated.Endpoint.StartsWith("search", StringComparison.Ordinal) ? $"{stated.Endpoint}_endpoint" : $"access_{stated.Endpoint}_endpoint";
        using var request = new HttpRequestMessage(HttpMethod.Get, Metadata);
        return new Uri((await SendAsync(request)).Body.Require(key).AsName()).PathAndQuery;
    }

    /// <summary>The metadata's well-known path stands between the host and the decision point's own path.</summary>
    private string Metadata => "/.well-known/authzen-configuration" + point.AbsolutePath.TrimEnd('/');

    private async Task<HarnessAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new HarnessAnswer(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
