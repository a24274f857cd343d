using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Qubole;

/// <summary>The statements of a role as they are sent: a string that holds JSON, or the list itself.</summary>
internal static class QuboleRolePolicies
{
    /// <summary>The list.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for a string that is no JSON.</exception>
    public static Node Read(Node policies)
    {
        if (policies.Kind != NodeKind.String) return policies.Copy();
        try
        {
            return Json.Parse(policies.Text);
        }
        catch (AclException e)
        {
            throw policies.Refused(e.Code, $"expected a string holding a JSON list of statements: {e.Message}");
        }
    }
}
