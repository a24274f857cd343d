using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Changes;

/// <summary>What objects are called in the change log, and where their pages are.</summary>
internal static class ObjectNames
{
    /// <summary>The page that tells more of an object: its name and its query; null when there is none.</summary>
    public static (string Page, (string, string?)[] Query)? Link(ObjectRef reference) => reference.Kind switch
    {
        ObjectRef.User or ObjectRef.Group => ("subject", [("ref", $"{reference.Kind}:{reference.Id}")]),
        ObjectRef.Member => ("subject", [("ref", Parts(reference)[1])]),
        ObjectRef.Binding => ("subject", [("ref", Parts(reference)[2])]),
        ObjectRef.Grant => ("resource", [("ref", Parts(reference)[0])]),
        ObjectRef.Resource or ObjectRef.Acl => ("resource", [("ref", reference.Id)]),
        ObjectRef.Model => ("model", []),
        ObjectRef.ApiKey or ObjectRef.Clock => null,
        _ => ("document", [("kind", reference.Kind), ("id", reference.Id)]),
    };

    /// <summary>What an object is called.</summary>
    public static string Of(ObjectRef reference) => reference.Kind switch
    {
        ObjectRef.Member => $"{Parts(reference)[1]} in {Parts(reference)[0]}",
        ObjectRef.Binding => $"{Parts(reference)[0]} {Parts(reference)[1]} of {Parts(reference)[2]}",
        ObjectRef.Grant => $"grant on {Parts(reference)[0]} to {Parts(reference)[1]}",
        ObjectRef.Acl => $"access list of {reference.Id}",
        ObjectRef.ApiKey => $"API key {reference.Id}",
        ObjectRef.Clock or ObjectRef.Model => $"the tenant's {reference.Kind}",
        _ => $"{reference.Kind.Replace('_', ' ')} {reference.Id}",
    };

    /// <summary>The parts of the name of a tie, such as a membership.</summary>
    public static string?[] Parts(ObjectRef reference) => [.. Json.Parse(reference.Id).Items.Select(part => part.Kind == NodeKind.Null ? null : part.Text)];
}
