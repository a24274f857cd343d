using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>
/// Reads one request of an evaluation. The action's scope is not compared, as in policies; nor are the as-at dates, of which no policy
/// here can speak. A decision is made for one effective time, so a range of them is refused.
/// </summary>
/// <param name="subject">Whom it is about.</param>
/// <param name="properties">What a token says of him; null when it is what is stored that counts.</param>
/// <param name="headers">The headers of the call, which conditions of policies may look at.</param>
internal sealed class LusidEvaluationReader(SubjectRef subject, Node? properties, IHeaderDictionary headers)
{
    private const string Repository = "repository";
    private const string Tag = "tag";
    private const string Scope = "scope";
    private const string Code = "code";

    /// <summary>What the caller is known by, which is nobody else's to see.</summary>
    private static readonly string[] Secrets = [HeaderNames.Authorization, HeaderNames.Cookie, BearerToken.PlainHeader];

    private readonly Node _headers = Node.Map(headers
        .Where(header => !Secrets.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
        .Select(header => (header.Key, (Node?)Values(header.Value.OfType<string>()))));

    /// <summary>Reads <c>{request: {action, ..}, resource: {id, metadata}}</c>.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the member.</exception>
    public CheckRequest Read(Node node)
    {
        node.RequireMap("request!", "resource!");
        var request = node["request"]!.RequireMap("action!", "fromEffectiveDate", "toEffectiveDate", "fromAsAt", "toAsAt");
        var resource = node["resource"]!.RequireMap("id!", "metadata");
        var action = request["action"]!.RequireMap("entityCode!", "scope!", "activity!");
        action["scope"]!.AsName();
        var entity = action["entityCode"]!.AsName();
        return new CheckRequest(subject, action["activity"]!.AsName(), new ResourceRef(entity, Id(resource["id"]!, Parts(entity))))
        {
            SubjectProperties = properties,
            ResourceProperties = Properties(resource["metadata"]),
            Context = Node.Map(("headers", _headers.Copy()), ("effectiveAt", EffectiveAt(request))),
        };
    }

    /// <summary>The parts of an entity's identifier in the order they have in an id.</summary>
    private static string[] Parts(string entity) => entity.ToLowerInvariant() switch
    {
        "repository" => [Repository],
        "image" => [Repository, Tag],
        _ => [Scope, Code],
    };

    /// <summary>The parts joined, all of them. Where the id is split again there must be no other slash.</summary>
    private static string Id(Node id, string[] parts)
    {
        id.RequireMap([.. parts.Select(part => part + "!")]);
        foreach (var part in (string[])[Tag, Scope])
            if (id[part] is { } whole && whole.AsString().Contains('/')) throw whole.Invalid($"a {part} has no `/`");
        return string.Join('/', parts.Select(part => id[part]!.AsName()));
    }

    private static Node? EffectiveAt(Node request)
    {
        var (from, to) = (request["fromEffectiveDate"], request["toEffectiveDate"]);
        if (to is not null && to.AsInstant() != from?.AsInstant())
            throw to.Invalid("expected the same as `fromEffectiveDate`, or nothing: a decision is made for one time");
        return from is null ? null : Node.Of(from.AsInstant().ToString("O"));
    }

    /// <summary>Metadata, <c>{key: [{provider, value}]}</c>, as properties; who provided a value is not looked at.</summary>
    private static Node? Properties(Node? metadata) => metadata is null ? null : Node.Map(metadata.AsMap().Select(entry =>
        (entry.Key, (Node?)Values(entry.Value.AsList().Select(item => item.RequireMap("provider", "value!")["value"]!.AsString())))));

    private static Node Values(IEnumerable<string> values) => values.ToList() is [var one] ? Node.Of(one) : Node.List(values);
}
