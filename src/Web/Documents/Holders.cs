using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Models;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Documents;

/// <summary>Somebody who has a role or policy, in which namespace and under which terms.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Namespace">The namespace he has it in; null for none.</param>
/// <param name="From">The instant it begins; null for always.</param>
/// <param name="Until">The instant it ends; null for never.</param>
/// <param name="When">The condition it is under; null for none.</param>
/// <param name="Level">In a model of levels, the level he has on it.</param>
public sealed record Holder(string Subject, string? Namespace = null, string? From = null, string? Until = null, string? When = null, string? Level = null);

/// <summary>Some of those who have it.</summary>
/// <param name="Items">Who.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record HolderPage(IReadOnlyList<Holder> Items, string? Next);

/// <summary>Finds who has a role or policy.</summary>
/// <param name="call">The request.</param>
/// <param name="model">The tenant's model.</param>
internal sealed class Holders(PageCall call, ModelText model)
{
    /// <summary>Those whom it is bound to; in a model of levels, whom it is granted to.</summary>
    public async ValueTask<HolderPage> BoundAsync(ObjectRef set, int limit, string? after = null)
    {
        var request = model.RoleType is { } type
            ? new BrowseRequest(ObjectRef.Grant) { Of = new ObjectRef(ObjectRef.Resource, $"{type}://{set.Id}") }
            : new BrowseRequest(ObjectRef.Binding) { Of = set };
        var page = await call.Service.BrowseAsync(call.Tenant, request with { Limit = limit, After = after }, call.Cancellation);
        return new HolderPage([.. page.Items.Select(item => Read(item.Document))], page.Next);
    }

    /// <summary>Users who list it in their own document; in a model of levels these are granted it.</summary>
    public async ValueTask<HolderPage> ListedAsync(ObjectRef set, int limit, string? after = null)
    {
        if (set.Kind != ObjectRef.Role || model.RoleType is not null) return new HolderPage([], null);
        var request = new BrowseRequest(ObjectRef.User) { Of = set, Limit = limit, After = after };
        var page = await call.Service.BrowseAsync(call.Tenant, request, call.Cancellation);
        return new HolderPage([.. page.Items.Select(item => new Holder($"{ObjectRef.User}:{item.Ref.Id}"))], page.Next);
    }

    private static Holder Read(Node document) => new(document["to"] is { Items: [var to] } ? to.Text : document["to"]!.Text, document["namespace"]?.Text,
        document["from"]?.Text, document["until"]?.Text, document["when"]?.Text, document["level"]?.Text);
}
