using OrleansAcl.Api.Systems.Lusid;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Documents;

/// <summary>What a document includes by name: the lists of policies and collections that roles and collections may have.</summary>
internal static class Inclusions
{
    /// <summary>BOUNDED: most documents of a kind that are looked at for those that include one.</summary>
    private const int Looked = 500;

    private static readonly (string List, string Kind)[] Lists = [(LusidReferences.Policies, "policy"), (LusidReferences.Collections, "policy_collection")];

    /// <summary>What it names, whether it is stored or not.</summary>
    public static IReadOnlyList<ObjectRef> Of(Node document)
    {
        var holder = document.At("resource", "policyIdRoleResource") ?? document;
        return [.. Lists.SelectMany(list => (holder[list.List]?.Items ?? []).Where(item => item["code"] is not null)
            .Select(item => new ObjectRef(list.Kind, DocumentKind.Of(list.Kind).IdIn(item)!)))];
    }

    /// <summary>Those documents, of all kinds, that include one by name, as far as they have been looked at.</summary>
    /// <param name="call">The request.</param>
    /// <param name="kinds">The kinds there are.</param>
    /// <param name="included">The one.</param>
    public static async ValueTask<Includers> IncludersAsync(PageCall call, IReadOnlyList<DocumentKind> kinds, ObjectRef included)
    {
        var (found, isComplete) = (new List<ObjectRef>(), true);
        if (!Lists.Any(list => list.Kind == included.Kind)) return new Includers(found, isComplete);
        foreach (var kind in kinds)
        {
            var page = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(kind.Name) { Limit = Looked }, call.Cancellation);
            found.AddRange(page.Items.Where(item => Of(item.Document).Contains(included)).Select(item => item.Ref));
            isComplete &= page.Next is null;
        }

        return new Includers(found, isComplete);
    }
}

/// <summary>Documents that include another by name.</summary>
/// <param name="Items">Which.</param>
/// <param name="IsComplete">Whether all documents have been looked at for it.</param>
public sealed record Includers(IReadOnlyList<ObjectRef> Items, bool IsComplete);
