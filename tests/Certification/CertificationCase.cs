using OrleansAcl.Documents;

namespace OrleansAcl.Certification;

/// <summary>One request of the AuthZEN working group's certification scenario, and what must hold of the answer, as the files here state it.</summary>
public sealed class CertificationCase
{
    private CertificationCase(Node stated)
    {
        stated.RequireMap("number!", "level!", "says!", "post", "get", "type", "request_id", "body", "text", "after", "times", "expect!");
        Number = stated.Require("number").AsName();
        Level = stated.Require("level").AsName();
        Get = stated["get"] is not null;
        Endpoint = (stated["get"] ?? stated.Require("post")).AsName();
        ContentType = stated["type"]?.AsName() ?? "application/json";
        RequestId = stated["request_id"]?.AsName() ?? $"case {Number}";
        Body = stated["body"];
        Text = stated["text"]?.AsString();
        After = stated["after"]?.AsName();
        Times = stated["times"]?.AsInteger() ?? 1;
        Expect = stated.Require("expect");
    }

    /// <summary>Every case, in the order of the files.</summary>
    public static IReadOnlyList<CertificationCase> All { get; } =
    [
        .. ((string[])["basic.yaml", "batch.yaml", "search.yaml", "discovery.yaml"])
            .SelectMany(file => Yaml.Parse(CertificationFixture.Read(file)).Require("cases").AsList()).Select(stated => new CertificationCase(stated)),
    ];

    /// <summary>The number of each, for theories.</summary>
    public static TheoryData<string> Numbers => [.. All.Select(stated => stated.Number)];

    /// <summary>The number of the scenario's section, and behind a blank which of its requests this is, when it has several.</summary>
    public string Number { get; }

    /// <summary>The level that it is part of.</summary>
    public string Level { get; }

    /// <summary>Whether it is a request without a body.</summary>
    public bool Get { get; }

    /// <summary>Where it is sent: what the metadata calls it, without <c>_endpoint</c>, or a path below the decision point.</summary>
    public string Endpoint { get; }

    /// <summary>What the body says it is; <c>none</c> for nothing.</summary>
    public string ContentType { get; }

    /// <summary>The id that the request is sent with; <c>none</c> for nothing.</summary>
    public string RequestId { get; }

    /// <summary>What is sent.</summary>
    public Node? Body { get; }

    /// <summary>What is sent where it is no JSON.</summary>
    public string? Text { get; }

    /// <summary>The number of the case whose page this one goes on behind.</summary>
    public string? After { get; }

    /// <summary>How often it is sent.</summary>
    public long Times { get; }

    /// <summary>What must hold of the answer; see <see cref="Expectation"/>.</summary>
    public Node Expect { get; }

    /// <summary>The case of a number.</summary>
    public static CertificationCase Of(string number) => All.Single(stated => stated.Number == number);
}
