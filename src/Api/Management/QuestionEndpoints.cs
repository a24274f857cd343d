using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>What can be asked under <c>/tenants/{tenant}/v1/</c>, but for lists. A denial is an answer: status 200.</summary>
internal static class QuestionEndpoints
{
    private const string OperationName = "name";

    /// <summary>Asks the service.</summary>
    private delegate ValueTask<TAnswer> Ask<TQuestion, TAnswer>(
        IAclService acl, TenantId tenant, TQuestion question, CancellationToken cancellation);

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, AclPaths.Check, Access.Decide.OrOwn, CheckWire.Read, (acl, t, q, c) => acl.CheckAsync(t, q, c), DecisionWire.Write);
        Map(routes, AclPaths.CheckMany, Access.Decide.OrOwn, CheckWire.ReadMany, (acl, t, q, c) => acl.CheckManyAsync(t, q, c), DecisionWire.WriteMany);
        Map(routes, AclPaths.Explain, Access.Read.OrOwn, CheckWire.ReadExplained, (acl, t, q, c) => acl.ExplainAsync(t, q, c), ExplanationWire.Write);
        routes.MapAcl(HttpMethods.Post, $"{Root}/{AclPaths.Operations}/{{{OperationName}}}", Access.Decide.OrOwn, OperationAsync);
    }

    private static string Root => AclPaths.Management("{tenant}");

    private static void Map<TQuestion, TAnswer>(
        IEndpointRouteBuilder routes, string path, Access access,
        Func<Node, TQuestion> read, Ask<TQuestion, TAnswer> ask, Func<TAnswer, Node> write) =>
        routes.MapAcl(HttpMethods.Post, $"{Root}/{path}", access, async call =>
            Reply.Json(write(await ask(call.Service, call.Tenant, read(await call.ReadAsync()), call.Cancellation))));

    private static async ValueTask<Reply> OperationAsync(AclCall call)
    {
        var request = OperationWire.Read(call.Segment(OperationName), await call.ReadAsync());
        return Reply.Json(OperationWire.WriteResult(await call.Service.OperationAsync(call.Tenant, request, call.Cancellation)));
    }
}
