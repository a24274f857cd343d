using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Pages;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>
/// The questions under <c>/tenants/{tenant}/v1/</c> that are answered by lists, page by page. A page is as long as <c>limit</c> says, and goes on by
/// the <c>next</c> of the one before as <c>after</c>. With <c>?explain=cost</c> it says what was looked at for it.
/// </summary>
internal sealed class ListEndpoints(CursorTokens tokens)
{
    private const string Explain = "explain";
    private const string Cost = "cost";
    private const string After = "after";

    /// <summary>What may change from page to page.</summary>
    private static readonly string[] NotAsked = ["limit", After, FreshService.AtLeastQuery];

    /// <summary>Asks the service.</summary>
    private delegate ValueTask<Listed<T>> Ask<TQuestion, T>(IAclService acl, TenantId tenant, TQuestion question, CancellationToken cancellation);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = new ListEndpoints(routes.ServiceProvider.GetRequiredService<CursorTokens>());
        endpoints.Map<ListRequest, ResourceRef>(
            routes, AclPaths.List, Access.Read.OrOwn, ListWire.Read, ListWire.Write, (acl, t, q, c) => acl.ListAsync(t, q, c), ListWire.WriteResult);
        endpoints.Map<WhoRequest, SubjectRef>(
            routes, AclPaths.Who, Access.Read, WhoWire.Read, WhoWire.Write, (acl, t, q, c) => acl.WhoAsync(t, q, c), WhoWire.WriteResult);
        endpoints.Map<ActionsRequest, string>(
            routes, AclPaths.Actions, Access.Decide.OrOwn, ActionsWire.Read, ActionsWire.Write, (acl, t, q, c) => acl.ActionsAsync(t, q, c), ActionsWire.WriteResult);
        endpoints.Map<ImpactRequest, ImpactDifference>(
            routes, AclPaths.Impact, Access.Administer, ImpactWire.Read, ImpactWire.Write, (acl, t, q, c) => acl.ImpactAsync(t, q, c), ImpactWire.WriteResult);
    }

    private void Map<TQuestion, T>(
        IEndpointRouteBuilder routes, string path, Access access, Func<Node, TQuestion> read, Func<TQuestion, Node> write,
        Ask<TQuestion, T> ask, Func<Listed<T>, bool, Node> answer) where TQuestion : PagedQuestion =>
        routes.MapAcl(HttpMethods.Post, $"{AclPaths.Management("{tenant}")}/{path}", access, async call =>
        {
            var cost = ReadCost(call);
            var body = await call.ReadAsync();
            var asked = read(body);
            // How a question is spelt does not count, nor how fresh its answer is to be.
            var question = Node.Map(write(asked).Entries.Where(e => !NotAsked.Contains(e.Key)).Select(e => (e.Key, (Node?)e.Value.Copy())));
            var page = AskedPage.Read(tokens, QuestionDigest.Of(path, call.Tenant, question), asked.Limit, body[After]);
            return Reply.Json(answer(await page.AskAsync(asked, q => ask(call.Service, call.Tenant, q, call.Cancellation)), cost));
        });

    private static bool ReadCost(AclCall call)
    {
        call.RequireQuery(Explain);
        return call.Query(Explain) switch
        {
            null => false,
            Cost => true,
            _ => throw new AclException(ErrorCodes.InvalidDocument, $"expected `{Cost}`", Explain),
        };
    }
}
