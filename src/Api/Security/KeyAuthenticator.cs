using System.Security.Cryptography;

namespace OrleansAcl.Api.Security;

/// <summary>Knows the API keys of the tenant in the path. They are looked up anew for every request, so one taken back is refused at once.</summary>
internal sealed class KeyAuthenticator(IAclService service, TimeProvider time) : IAuthenticator
{
    /// <summary>What a key that is not there is compared with, so that finding out takes as long as for one that is.</summary>
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <inheritdoc/>
    public async ValueTask<Caller?> AuthenticateAsync(string token, TenantId? tenant, CancellationToken cancellation)
    {
        if (!ApiKeyToken.TryParse(token, out var key)) return null;
        var found = tenant is { } known ? await FindAsync(known, key.Id, cancellation) : null;
        var stored = found is null ? NoHash : Convert.FromHexString(found.Document.Require(ApiKeyToken.HashEntry).AsString());
        var matches = CryptographicOperations.FixedTimeEquals(Convert.FromHexString(key.Hash), stored);
        if (found is null || !matches) throw BearerToken.Refused("the API key is not valid");
        if (found.Document["expires"]?.AsInstant() <= time.GetUtcNow()) throw BearerToken.Refused("the API key has expired");
        return new Caller($"key:{key.Id}", ScopeNames.Find(found.Document.Require("scope").AsString()))
        {
            Subject = found.Document["subject"] is { } subject ? SubjectRef.Parse(subject.AsString()) : null,
        };
    }

    private async ValueTask<Requests.StoredObject?> FindAsync(TenantId tenant, string id, CancellationToken cancellation)
    {
        try
        {
            return await service.GetAsync(tenant, new ObjectRef(ObjectRef.ApiKey, id), cancellation);
        }
        catch (AclException e) when (e.Code == ErrorCodes.UnknownTenant)
        {
            return null;
        }
    }
}
