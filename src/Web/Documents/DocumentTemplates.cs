using OrleansAcl.Web.Models;

namespace OrleansAcl.Web.Documents;

/// <summary>What the form for a new document begins with: the least of its format, to go on from.</summary>
internal static class DocumentTemplates
{
    /// <summary>The text for a kind; empty for a format that is not known here.</summary>
    public static string For(ModelText model, DocumentKind kind) => model.Format(kind.Name) switch
    {
        "lusid-policy" => "code: \ndescription: \ngrant: Allow\nselectors:\n  - idSelectorDefinition:\n      identifier: {scope: \"*\", code: \"*\"}\n      actions: []\n",
        "lusid-collection" => "code: \ndescription: \npolicies: []\n",
        "lusid-role" => "code: \ndescription: \nrank: 1\nresource:\n  policyIdRoleResource:\n    policies: []\n",
        "actian-policy" => "name: \ndescription: \npermissions: []\n",
        "qubole-role" => "name: \npolicies: []\n",
        "slc-role" => "name: \nrules: []\n",
        "apolo-role" => "name: \npermissions: []\n",
        _ => "",
    };
}
