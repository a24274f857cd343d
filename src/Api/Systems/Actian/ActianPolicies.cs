using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Actian;

/// <summary>
/// Actian's access control policies. Only their JSON is published, so the paths are ours, after those published for job configurations; a
/// policy's id is its name. A caller reads and changes them by the model's tasks and guards: administrators.
/// </summary>
internal static class ActianPolicies
{
    private const string Policy = "policy";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var system = new SystemRoutes(routes, "/api/access-policies", Fits);
        system.Map(HttpMethods.Get, "", ListAsync);
        system.Map(HttpMethods.Post, "", CreateAsync);
        system.Map(HttpMethods.Get, "/{name}", GetAsync);
        system.Map(HttpMethods.Put, "/{name}", UpdateAsync);
        system.Map(HttpMethods.Delete, "/{name}", DeleteAsync);
    }

    /// <summary>Policies are what other models have too; these speak of two types.</summary>
    private static bool Fits(TenantInfo tenant) => tenant.Documents.Contains(Policy)
        && tenant.Types.Any(type => type.Name == "jobtemplates") && tenant.Types.Any(type => type.Name == "jobconfigs");

    private static async ValueTask<Reply> ListAsync(SystemCall call)
    {
        await RequireReaderAsync(call);
        return Reply.Json(Node.List((await call.AllAsync(Policy)).Select(policy => policy.Document.Copy())));
    }

    private static async ValueTask<Reply> GetAsync(SystemCall call) => Reply.Json((await FindAsync(call)).Document);

    private static async ValueTask<Reply> CreateAsync(SystemCall call)
    {
        var body = await call.Http.ReadAsync();
        await RequireReaderAsync(call);
        return await PutAsync(call, body, new Precondition(Ref(body.Require("name").AsName()), null), StatusCodes.Status201Created);
    }

    private static async ValueTask<Reply> UpdateAsync(SystemCall call)
    {
        var body = await call.Http.ReadAsync();
        var name = call.Http.Segment("name");
        if (body.Require("name").AsName() != name) throw body["name"]!.Invalid($"expected the name in the path, `{name}`");
        await FindAsync(call);
        return await PutAsync(call, body, new Precondition(Ref(name), []), StatusCodes.Status200OK);
    }

    private static async ValueTask<Reply> DeleteAsync(SystemCall call)
    {
        await call.ApplyAsync(new Step("delete", Node.Of($"{Policy}:{call.Http.Segment("name")}")));
        return Reply.NoContent;
    }

    /// <summary>Answers with the policy, and with what of it will have no effect.</summary>
    private static async ValueTask<Reply> PutAsync(SystemCall call, Node body, Precondition precondition, int status)
    {
        var result = await call.ApplyAsync(new Step(Policy, body), precondition);
        var warnings = result.Results[0].Warnings;
        return Reply.Json(Node.Map([
            .. body.Copies(), ("warnings", warnings.Count == 0 ? null : Node.List(warnings))]), status);
    }

    private static ValueTask RequireReaderAsync(SystemCall call) => call.RequireTaskAsync("list-policies");

    private static async ValueTask<StoredObject> FindAsync(SystemCall call)
    {
        await RequireReaderAsync(call);
        return await call.GetAsync(Ref(call.Http.Segment("name")));
    }

    private static ObjectRef Ref(string name) => new(Policy, name);
}
