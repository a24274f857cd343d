using System.Net.Http.Headers;
using System.Text;
using OrleansAcl.Api;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Documents;

namespace OrleansAcl.Cli.Serving;

/// <summary>Requests to try against the demo, each with the answer that the server gives at this moment.</summary>
internal static class DemoRequests
{
    private const int Shown = 3;

    /// <summary>Sends the first question of some examples and prints it as a command line, with its answer.</summary>
    public static async Task PrintAsync(Uri server, string data, TextWriter output, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken.Open(data));
        foreach (var example in DemoTenants.Examples.Take(Shown))
        {
            var check = example.Steps.First(step => step.Verb.Name == "check");
            var path = $"tenants/{example.Model}/access/v1/evaluation";
            var body = Evaluation(check.Value).ToString();
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, cancellation);
            output.WriteLine($"""

                # {example.Title}
                curl -s {server}{path} -H "Authorization: Bearer $(cat {Path.Combine(data, DataFolder.TokenFile)})" \
                  -H 'Content-Type: application/json' -d '{body}'
                {await answer.Content.ReadAsStringAsync(cancellation)}
                """);
        }
    }

    /// <summary>The question in the standard's words.</summary>
    private static Node Evaluation(Node value)
    {
        var check = QuestionForm.Check(value);
        return Node.Map(
            ("subject", Entity(check.Subject.Type, check.Subject.Id)),
            ("action", Node.Map(("name", Node.Of(check.Action)))),
            ("resource", Entity(check.Resource.Type, WithoutUri(check.Resource.Id))));
    }

    /// <summary>The id of <c>storage://c/o/p</c>, read as written, is <c>c/o/p</c> when it is given in parts.</summary>
    private static string WithoutUri(string id) => id.StartsWith("//", StringComparison.Ordinal) ? id[2..] : id;

    private static Node Entity(string type, string id) => Node.Map(("type", Node.Of(type)), ("id", Node.Of(id)));
}
