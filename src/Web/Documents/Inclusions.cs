using OrleansAcl.Api.Systems.Lusid;
using OrleansAcl.Documents;

namespace OrleansAcl.Web.Documents;

/// <summary>What a document includes by name: the lists of policies and collections that roles and collections may have.</summary>
internal static class Inclusions
{
    private static readonly (string List, string Kind)[] Lists = [(LusidReferences.Policies, "policy"), (LusidReferences.Collections, "policy_collection")];

    /// <summary>What it names, whether it is stored or not.</summary>
    public static IReadOnlyList<ObjectRef> Of(Node document)
    {
        var holder = document.At("resource", "policyIdRoleResource") ?? document;
        return [.. Lists.SelectMany(list => (holder[list.List]?.Items ?? []).Where(item => item["code"] is not null)
            .Select(item => new ObjectRef(list.Kind, DocumentKind.Of(list.Kind).IdIn(item)!)))];
    }
}
