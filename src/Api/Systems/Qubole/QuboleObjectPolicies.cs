using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Qubole;

/// <summary>
/// Qubole's object policy API. The <c>policy</c> is a string that holds JSON, in answers as in requests, so that what was read can be sent
/// back. A GET names the object in its body as documented, or in its query. The members of the PUT's answer are those the original was
/// seen to give; errors are problem details, for the original's are not published.
/// </summary>
internal static class QuboleObjectPolicies
{
    private const string Verb = "object_policy";
    private const string SourceId = "source_id";
    private const string SourceType = "source_type";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var system = new SystemRoutes(routes, "/api/v1.2/object_policy", tenant => tenant.Documents.Contains(Verb));
        system.Map(HttpMethods.Put, "/policy", PutAsync);
        system.Map(HttpMethods.Get, "/policy", GetAsync);
    }

    private static async ValueTask<Reply> PutAsync(SystemCall call)
    {
        await call.ApplyAsync(new Step(Verb, await call.Http.ReadAsync()));
        return Reply.Json(Node.Map(("success", Node.Of(true)), ("message", Node.Of("the policy is stored"))));
    }

    private static async ValueTask<Reply> GetAsync(SystemCall call)
    {
        var (id, type) = Source(call, InQuery(call) ?? await call.Http.ReadOptionalAsync() ?? Node.Map());
        var schedule = $"{type}:{id}";
        await call.RequireTaskAsync("get-object-policy", ("schedule", Node.Of(schedule)));
        await call.GetAsync(new ObjectRef(ObjectRef.Resource, schedule));
        var acl = await call.FindAsync(new ObjectRef(ObjectRef.Acl, schedule));
        return Reply.Json(Node.Map(
            (SourceId, Node.Of(id)), (SourceType, Node.Of(type)), ("policy", Node.Of(QubolePolicyText.Write(acl?.Document["entries"])))));
    }

    private static Node? InQuery(SystemCall call)
    {
        var (id, type) = (call.Http.Query(SourceId), call.Http.Query(SourceType));
        return id is null && type is null ? null : Node.Map((SourceId, Text(id)), (SourceType, Text(type)));
    }

    private static Node? Text(string? text) => text is null ? null : Node.Of(text);

    private static (string Id, string Type) Source(SystemCall call, Node named)
    {
        named.RequireMap(SourceId + "!", SourceType + "!");
        var (id, type) = (named[SourceId]!.AsName(), named[SourceType]!);
        if (call.Tenant.Types.All(t => t.Name != type.AsString()))
            throw type.Refused(ErrorCodes.UnknownType, $"expected {string.Join(" or ", call.Tenant.Types.Select(t => $"`{t.Name}`"))}");
        return (id, type.Text);
    }
}
