using System.Buffers.Text;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>The id of a role binding: what it ties, a JSON list of <c>role</c>, its name, the subject and the namespace or null, in base64url.</summary>
internal static class SlcBindingId
{
    private const string Role = "role";
    private const string To = "to";
    private const string Namespace = "namespace";

    /// <summary>The id of a binding, which is given as the step that makes it takes it.</summary>
    public static string Of(Node binding)
    {
        string?[] parts = [Role, binding[Role]!.Text, binding[To]!.Items[0].Text, binding[Namespace]?.Text];
        var text = Node.List(parts.Select(part => part is null ? Node.Null() : Node.Of(part))).ToString();
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The binding of an id; null when it is the id of none, and so of nothing that is there.</summary>
    public static Node? Parse(string id)
    {
        try
        {
            var parts = Json.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id))).AsList();
            if (parts is not [{ Text: Role }, var role, var subject, var ns]) return null;
            return Node.Map(
                (Role, Node.Of(role.AsName())),
                (To, Node.List([SubjectRef.Parse(subject.AsName()).ToString()])),
                (Namespace, ns.Kind == NodeKind.Null ? null : Node.Of(ns.AsName())));
        }
        catch (Exception e) when (e is FormatException or AclException)
        {
            return null;
        }
    }
}
