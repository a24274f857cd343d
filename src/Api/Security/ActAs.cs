using Microsoft.AspNetCore.Http;

namespace OrleansAcl.Api.Security;

/// <summary>The header by which an administrator's request says whom its changes are made as: <c>Acl-As: user:ann</c>.</summary>
internal static class ActAs
{
    /// <summary>Its name.</summary>
    public const string Header = "Acl-As";

    /// <summary>Whom a request names; null when it names nobody. Whether it may is <see cref="Caller.RequireMayName"/>'s to say.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not one subject.</exception>
    public static SubjectRef? Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values)) return null;
        if (values is not [{ } text]) throw new AclException(ErrorCodes.InvalidDocument, "expected one subject", Header);
        try
        {
            return SubjectRef.Parse(text);
        }
        catch (AclException e)
        {
            throw new AclException(e.Code, e.Detail, Header);
        }
    }
}
