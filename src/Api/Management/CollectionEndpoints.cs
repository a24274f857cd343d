using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>What is done with every collection of <see cref="ObjectCollections"/>: lists, and one object got, put or deleted.</summary>
internal static class CollectionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var collection in ObjectCollections.All)
        {
            var all = $"{AclPaths.Management("{tenant}")}/{collection.Path}";
            var one = $"{all}/{collection.One}";
            // Whoever may change an access list, or a level, may read it without a scope.
            var read = collection.Kind is ObjectRef.Acl or ObjectRef.Grant ? Access.Read.OrOwn : Access.Read;
            routes.MapAcl(HttpMethods.Get, all, read, call => ListAsync(call, collection));
            routes.MapAcl(HttpMethods.Get, one, read, call => GetAsync(call, collection));
            routes.MapAcl(HttpMethods.Put, one, Access.Administer.OrOwn, call => PutAsync(call, collection));
            routes.MapAcl(HttpMethods.Delete, one, Access.Administer.OrOwn, call => DeleteAsync(call, collection));
            if (collection.IsPosted) routes.MapAcl(HttpMethods.Post, all, Access.Administer.OrOwn, call => PostAsync(call, collection));
        }
    }

    private static async ValueTask<Reply> ListAsync(AclCall call, ObjectCollection collection)
    {
        var page = await collection.PageAsync(call, PageRequest.Read(call, collection));
        var items = page.Items.Select(item => Node.Map(
            ("path", Node.Of(collection.Address(item))), ("etag", Node.Of(item.ETag)), ("document", item.Document.Copy())));
        return Reply.Json(Node.Map([("items", Node.List(items)), .. ObjectWire.Rest(page)]));
    }

    private static async ValueTask<Reply> GetAsync(AclCall call, ObjectCollection collection)
    {
        call.RequireQuery();
        var reference = collection.Find(new ObjectPath(call.Path));
        var found = await collection.GetAsync(call.Service, call.Tenant, reference, call.Cancellation)
            ?? throw new AclException(ErrorCodes.NotFound, $"{reference} is not stored");
        return (ETags.Has(call, found) ? Reply.NotModified : Reply.Json(found.Document)).With("ETag", ETags.Header(found));
    }

    private static async ValueTask<Reply> PostAsync(AclCall call, ObjectCollection collection)
    {
        var document = await call.ReadAsync();
        return await PutAsync(call, collection, collection.Of(document), document);
    }

    private static async ValueTask<Reply> PutAsync(AclCall call, ObjectCollection collection) => await PutAsync(
        call, collection, collection.Find(new ObjectPath(call.Path)),
        collection.Kind == ObjectRef.Member ? await call.ReadOptionalAsync() : await call.ReadAsync());

    private static async ValueTask<Reply> PutAsync(AclCall call, ObjectCollection collection, ObjectRef reference, Node? document)
    {
        call.RequireQuery(ChangeHead.DryRun);
        var request = call.AsCaller(ChangeHead.Complete(call, new ApplyRequest([collection.Put(reference, document)])
        {
            Preconditions = ETags.Preconditions(call, reference),
        }));

        // Whoever may put it is told what became of it, also if he may read nothing else.
        var before = await collection.GetAsync(call.Host, call.Tenant, reference, call.Cancellation);
        var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
        if (!result.Applied) return StepRefusals.One(result);
        if (result.DryRun) return Reply.Json(Node.Map(ApplyWire.Write(result)));
        var stored = await collection.GetAsync(call.Host, call.Tenant, reference, call.Cancellation);
        var isNew = result.Replayed ? await WasMadeAsync(call, collection.Kind, result.Revision) : before is null;
        return PutReply.Of(call, collection, stored, isNew, result.Results[0].Warnings);
    }

    /// <summary>Whether a change that is told of again had made an object of the kind; the change log knows, while it keeps it.</summary>
    private static async ValueTask<bool> WasMadeAsync(AclCall call, string kind, long revision)
    {
        try
        {
            var page = await call.Host.ChangesAsync(call.Tenant, new ChangesRequest(revision - 1) { Limit = 1 }, call.Cancellation);
            return page.Changes.Any(change => change.Objects.Any(o => o.Ref.Kind == kind && o.Before is null));
        }
        catch (AclException e) when (e.Code == ErrorCodes.ChangesGone)
        {
            return false;
        }
    }

    private static async ValueTask<Reply> DeleteAsync(AclCall call, ObjectCollection collection)
    {
        call.RequireQuery([ChangeHead.DryRun, .. collection.DeleteQuery]);
        var reference = collection.Find(new ObjectPath(call.Path));
        var request = ChangeHead.Complete(call, new ApplyRequest([collection.Delete(reference, call)])
        {
            Preconditions = ETags.Preconditions(call, reference),
        });
        var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
        if (!result.Applied) return StepRefusals.One(result, isDelete: true);
        return result.DryRun ? Reply.Json(Node.Map(ApplyWire.Write(result))) : Reply.NoContent;
    }
}
