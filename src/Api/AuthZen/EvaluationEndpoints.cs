using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.AuthZen;

/// <summary>AuthZEN Authorization API 1.0, access evaluation: for the default tenant at the root, for any under its own path.</summary>
internal static class EvaluationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var tenant in AuthZenPaths.Points)
        {
            routes.MapAcl(HttpMethods.Post, tenant + AuthZenPaths.Evaluation, Access.Decide.OrOwn, OneAsync, errors: ErrorShapes.Message);
            routes.MapAcl(HttpMethods.Post, tenant + AuthZenPaths.Evaluations, Access.Decide.OrOwn, ManyAsync, errors: ErrorShapes.Message);
        }
    }

    private static async ValueTask<Reply> OneAsync(AclCall call) => await OneAsync(call, await call.ReadAsync());

    private static async ValueTask<Reply> OneAsync(AclCall call, Node body)
    {
        var request = EvaluationReader.Read(body);
        return Reply.Json(EvaluationWriter.Write(await call.Service.CheckAsync(call.Tenant, request, call.Cancellation)));
    }

    private static async ValueTask<Reply> ManyAsync(AclCall call)
    {
        var body = await call.ReadAsync();
        _ = body.AsMap();
        var semantic = EvaluationSemantics.Read(body);

        // Without items it is one evaluation and is answered as one.
        if (body["evaluations"] is not { } list || list.AsList().Count == 0) return await OneAsync(call, body);
        if (list.Items.Count > AclLimits.BatchItems)
            throw list.Refused(ErrorCodes.LimitExceeded, $"there are more than {AclLimits.BatchItems} items");
        EvaluationReader.RequireDefaults(body);
        var outcomes = await AskAsync(call, [.. list.Items.Select(item => Attempt(item, body))]);
        return Reply.Json(EvaluationWriter.Write(semantic.Cut(outcomes)));
    }

    /// <summary>Asks all that could be read in one batch and puts the answers back among those that could not.</summary>
    private static async ValueTask<IEnumerable<CheckOutcome>> AskAsync(AclCall call, List<Item> items)
    {
        var asked = items.Select(item => item.Request).OfType<CheckRequest>().ToList();
        var answers = await call.Service.CheckManyAsync(call.Tenant, asked, call.Cancellation);
        var next = 0;
        return items.Select(item => item.Error is { } error ? new CheckOutcome(default, error) : answers[next++]);
    }

    private static Item Attempt(Node item, Node defaults)
    {
        try
        {
            return new Item(EvaluationReader.Read(item, defaults), null);
        }
        catch (AclException e)
        {
            return new Item(null, e);
        }
    }

    /// <summary>An item of a batch as it could be read, or why it could not.</summary>
    private readonly record struct Item(CheckRequest? Request, AclException? Error);
}
