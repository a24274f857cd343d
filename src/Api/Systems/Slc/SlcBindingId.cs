using OrleansAcl.Api.Management;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>The id of a role binding, the one that REST has: <c>role</c>, its name, the subject, and the namespace or null.</summary>
internal static class SlcBindingId
{
    private const string Role = "role";
    private const string To = "to";
    private const string Namespace = "namespace";

    /// <summary>The id of a binding, which is given as the step that makes it takes it.</summary>
    public static string Of(Node binding) => TiedNames.InPath(
        TiedNames.Of(ObjectRef.Binding, Role, binding[Role]!.Text, binding[To]!.Items[0].Text, binding[Namespace]?.Text));

    /// <summary>The binding of an id; null when it is the id of none, and so of nothing that is there.</summary>
    public static Node? Parse(string id)
    {
        try
        {
            return TiedNames.Parts(TiedNames.Read(ObjectRef.Binding, id, strings: 3, nullable: true)) is [Role, { } role, { } subject, var ns]
                ? Node.Map(
                    (Role, Node.Of(role)), (To, Node.List([SubjectRef.Parse(subject).ToString()])), (Namespace, ns is null ? null : Node.Of(ns)))
                : null;
        }
        catch (AclException)
        {
            return null;
        }
    }
}
