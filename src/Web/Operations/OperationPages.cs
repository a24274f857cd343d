using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Models;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Operations;

/// <summary>The operations of a model.</summary>
/// <param name="Operations">Those that were asked for; null when the caller may not read the model.</param>
/// <param name="First">The check that each begins with, in words; null for none.</param>
/// <param name="Search">What their names must contain; null for anything.</param>
public sealed record OperationsView(IReadOnlyList<OperationText>? Operations, string? First, string? Search);

/// <summary>One operation, tried.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operation">What it takes; null when the caller may not read the model.</param>
/// <param name="First">The check that it begins with, in words; null for none.</param>
public sealed record OperationView(string Name, OperationText? Operation, string? First)
{
    /// <summary>The answer; null when it has not been asked for.</summary>
    public OperationResult? Result { get; init; }

    /// <summary>Why there is none.</summary>
    public AclException? Problem { get; init; }

    /// <summary>Some of the values that a kind of argument may have.</summary>
    public IReadOnlyDictionary<string, Choices> Proposals { get; init; } = new Dictionary<string, Choices>();
}

/// <summary>Operations: what they check, and whether somebody may do one.</summary>
internal static class OperationPages
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(PagePaths.TenantRoute + "/operations", Access.Decide.OrOwn, ShowAsync);

    private static async ValueTask<IResult> ShowAsync(PageCall call)
    {
        // Whoever may not read the model may ask by name, as over HTTP.
        var model = call.MayRead ? await ModelText.ReadAsync(call) : null;
        var first = model?.First is { } check ? OperationText.Check(check) : null;
        if (call.Query("name") is { } name) return await OneAsync(call, name, model, first);
        var search = call.Query("q");
        var operations = model?.Operations.Where(operation => search is null || operation.Key.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Select(operation => new OperationText(operation.Key, operation.Value)).ToArray();
        return call.Show<OperationsPage, OperationsView>(new OperationsView(operations, first, search));
    }

    private static async ValueTask<IResult> OneAsync(PageCall call, string name, ModelText? model, string? first)
    {
        if (model is not null && !model.Operations.ContainsKey(name))
            throw new AclException(ErrorCodes.NotFound, $"this tenant's model has no operation `{name}`", "name");
        var declared = model is null ? null : new OperationText(name, model.Operations[name]);
        var view = new OperationView(name, declared, first) { Proposals = await ProposalsAsync(call, declared, model) };
        if (call.Query("try") is null) return call.Show<OperationPage, OperationView>(view);
        try
        {
            var question = new OperationQuestion(call, name, declared).Read();
            view = view with { Result = await call.Service.OperationAsync(call.Tenant, question, call.Cancellation) };
        }
        catch (AclException e) when (e.IsRefusal())
        {
            return call.Show<OperationPage, OperationView>(view with { Problem = e }, Refusal.Of(e).Status);
        }

        return call.Show<OperationPage, OperationView>(view);
    }

    private static async ValueTask<IReadOnlyDictionary<string, Choices>> ProposalsAsync(PageCall call, OperationText? operation, ModelText? model)
    {
        var found = new Dictionary<string, Choices>();
        if (operation is null || model is null) return found;
        found[ObjectRef.User] = await Choices.SubjectsAsync(call, SubjectRef.User);
        found["subject"] = await Choices.SubjectsAsync(call, model.HasGroups ? [SubjectRef.User, SubjectRef.Group] : [SubjectRef.User]);
        foreach (var kind in operation.Arguments.Select(argument => argument.Declared.Kind).Distinct())
        {
            var type = kind[(kind.IndexOf(':', StringComparison.Ordinal) + 1)..];
            if (model.IsStored(type)) found[kind] = await Choices.IdsAsync(call, new BrowseRequest(ObjectRef.Resource) { Type = type });
            else if (kind == ObjectRef.Resource) found[kind] = await Choices.IdsAsync(call, ObjectRef.Resource);
        }

        return found;
    }
}
