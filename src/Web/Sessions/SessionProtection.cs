using Microsoft.AspNetCore.DataProtection;
using OrleansAcl.Api;
using OrleansAcl.Api.Security;

namespace OrleansAcl.Web.Sessions;

/// <summary>
/// What ASP.NET Core hides its cookies and forms with, made of the administrator's token: every process with the same one takes what another gave out,
/// also after a restart, and no keys have to be kept anywhere.
/// </summary>
internal sealed class SessionProtection(AclApiOptions options, string path = "sessions, 1") : IDataProtector
{
    private readonly Seal _seal = new(options, path);

    /// <inheritdoc/>
    public IDataProtector CreateProtector(string purpose) => new SessionProtection(options, $"{path}/{purpose.Length}:{purpose}");

    /// <inheritdoc/>
    public byte[] Protect(byte[] plaintext) => _seal.Close(plaintext);

    /// <inheritdoc/>
    public byte[] Unprotect(byte[] protectedData) =>
        _seal.Open(protectedData) ?? throw new System.Security.Cryptography.CryptographicException("not sealed with this server's key");
}
