using OrleansAcl.Documents;

namespace OrleansAcl.Certification;

/// <summary>
/// What must hold of an answer. Of every answer: the status, 200 unless the case says otherwise; JSON that says it is; the request's id; a context that is
/// an object where there is one; and an error that is a text. The case says the rest, one key for each thing.
/// </summary>
internal static class Expectation
{
    /// <summary>Demands all of it.</summary>
    public static void Require(CertificationCase stated, HarnessAnswer answer, Uri point)
    {
        var status = stated.Expect["status"]?.AsInteger() ?? 200;
        Assert.True(status == answer.Status && answer.ContentType == "application/json", $"{answer.Status} {answer.ContentType}: {answer.Text}");
        if (stated.RequestId != "none") Assert.Equal(stated.RequestId, answer.Id);
        if (status != 200) _ = answer.Body.AsName();
        else _ = answer.Body.AsMap();
        foreach (var (key, wanted) in stated.Expect.AsMap()) Require(key, wanted, answer.Body, point);
    }

    private static void Require(string key, Node wanted, Node body, Uri point)
    {
        switch (key)
        {
            case "status": break;
            case "decision": RequireDecision(wanted, body); break;
            case "decisions": RequireDecisions(wanted, body); break;
            case "context": RequireContexts(body); break;
            case "type": RequireTypes(wanted.AsName(), body); break;
            case "results": Assert.Equal(wanted.AsStrings(), Results(body).Select(r => (r["id"] ?? r.Require("name")).AsName())); break;
            case "page": RequirePage(wanted.AsName(), body); break;
            case "total": Assert.Equal(wanted.AsInteger(), body.Require("page").Require("total").AsInteger()); break;
            case "members": Assert.Equal(wanted.AsStrings().Order(), body.AsMap().Keys.Order()); break;
            case "point": Assert.Equal(point.OriginalString, body.Require(wanted.AsName()).AsName()); break;
            case "https": RequireAddresses(wanted.AsStrings(), body, point); break;
            default: throw wanted.Invalid("nothing of that name can be expected");
        }
    }

    private static IReadOnlyList<Node> Results(Node body) => body.Require("results").AsList();

    private static void RequireDecision(Node wanted, Node answer)
    {
        if (answer["context"] is { } context) _ = context.AsMap();
        if (wanted.ScalarText == "none") Assert.Null(answer["decision"]);
        else Assert.Contains(answer.Require("decision").AsBoolean(), Allowed(wanted));
    }

    private static bool[] Allowed(Node wanted) => wanted.ScalarText == "any" ? [true, false] : [wanted.AsBoolean()];

    private static void RequireDecisions(Node wanted, Node body)
    {
        if (wanted.ScalarText == "none")
        {
            Assert.Null(body["evaluations"]);
            return;
        }

        var answers = body.Require("evaluations").AsList();
        Assert.Equal(wanted.AsList().Count, answers.Count);
        foreach (var (one, answer) in wanted.Items.Zip(answers)) RequireDecision(one, answer);
    }

    /// <summary>An answer may be without a context; ours has one, with the reason.</summary>
    private static void RequireContexts(Node body)
    {
        foreach (var answer in body["evaluations"]?.AsList() ?? [body]) Assert.NotEmpty(answer.Require("context").AsMap());
    }

    private static void RequireTypes(string type, Node body)
    {
        foreach (var result in Results(body)) Assert.Equal(type, result.Require("type").AsName());
    }

    private static void RequirePage(string which, Node body)
    {
        if (which == "none")
        {
            Assert.Null(body["page"]);
            return;
        }

        var page = body.Require("page");
        Assert.Equal(which == "more", page.Require("next_token").AsString().Length > 0);
        Assert.Equal(Results(body).Count, page.Require("count").AsInteger());
    }

    private static void RequireAddresses(string[] keys, Node body, Uri point)
    {
        foreach (var key in keys)
        {
            var address = new Uri(body.Require(key).AsName());
            Assert.Equal(Uri.UriSchemeHttps, address.Scheme);
            Assert.StartsWith(point.OriginalString + "/", address.OriginalString, StringComparison.Ordinal);
        }
    }
}
