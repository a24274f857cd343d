using OrleansAcl.Documents;
using OrleansAcl.Policies;

namespace OrleansAcl.Models.Lusid;

/// <summary>Reads LUSID roles: policies and collections by reference, a rank and a validity window. A permission is accepted and has no effect.</summary>
internal sealed class LusidRoleFormat : IDocumentFormat
{
    /// <inheritdoc/>
    public DocumentContent Read(string verb, Node document, Model model, Node settings)
    {
        document.RequireMap("code!", "description", "rank", "resource", "when", "permission");
        document["description"]?.AsString();
        document["permission"]?.AsString();
        var policies = default(Node);
        if (document["resource"] is { } resource)
        {
            resource.RequireMap("policyIdRoleResource", "nonTransitiveSupervisorRoleResource");
            policies = resource["policyIdRoleResource"]?.RequireMap("policies", "policyCollections");
        }

        if (document["rank"] is { } rank && rank.AsInteger() < 1) throw rank.Invalid("expected a whole number from 1 on, 1 being the highest");
        return new DocumentContent.Set(new PermissionSet
        {
            Key = new SetKey(SetKey.Role, document["code"]!.AsName()),
            Rank = document["rank"]?.AsInteger(),
            Includes =
            [
                .. LusidIds.References(policies?["policies"], SetKey.Policy),
                .. LusidIds.References(policies?["policyCollections"], LusidCollectionFormat.Kind),
            ],
            Conditions = document["when"] is { } when ? [LusidIds.Window(when)] : [],
        });
    }
}

/// <summary>Reads LUSID policy collections: policies and further collections by reference.</summary>
internal sealed class LusidCollectionFormat : IDocumentFormat
{
    /// <summary>The verb that stores them.</summary>
    public const string Kind = "policy_collection";

    /// <inheritdoc/>
    public DocumentContent Read(string verb, Node document, Model model, Node settings)
    {
        document.RequireMap("code!", "scope", "description", "policies", "policyCollections");
        document["description"]?.AsString();
        return new DocumentContent.Set(new PermissionSet
        {
            Key = new SetKey(Kind, LusidIds.Of(document)),
            Includes = [.. LusidIds.References(document["policies"], SetKey.Policy), .. LusidIds.References(document["policyCollections"], Kind)],
        });
    }
}
