using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Management;

/// <summary>Makes API keys and takes them back, for every interface.</summary>
internal static class ApiKeys
{
    private const string Id = "id";
    private static readonly string[] Rest = ["subject", "note", "expires"];

    /// <summary>Makes one, whose token is known from here on to whoever keeps it, and to nobody else.</summary>
    /// <param name="service">The service, as whoever makes it has it.</param>
    /// <param name="tenant">The tenant it is for.</param>
    /// <param name="key"><c>{id, scope, subject, note, expires}</c>, of which only the scope must be there.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AclException">When it is refused, naming the field.</exception>
    public static async ValueTask<(ApiKeyToken Token, Node Shown)> MakeAsync(IAclService service, TenantId tenant, Node key, CancellationToken cancellation)
    {
        key.RequireMap([Id, "scope!", .. Rest]);
        var token = ApiKeyToken.Make(key[Id]?.AsString());
        var more = Rest.Select(name => (name, key[name]?.Copy())).ToArray();
        await ApplyAsync(service, tenant, token.ToRequest(key["scope"]!, more), cancellation);
        return (token, Node.Map([(Id, Node.Of(token.Id)), ("token", Node.Of(token.Text)), ("scope", key["scope"]!.Copy()), .. more]));
    }

    /// <summary>Takes one back; it is refused from here on.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/> when there is none.</exception>
    public static ValueTask RevokeAsync(IAclService service, TenantId tenant, ObjectRef key, CancellationToken cancellation) =>
        ApplyAsync(service, tenant, new ApplyRequest([new Step("delete", Node.Of($"{ObjectRef.ApiKey}:{key.Id}"))]), cancellation);

    /// <summary>What a key is found by.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/> for what is no key's id.</exception>
    public static ObjectRef Named(string id) => ApiKeyToken.IsId(id)
        ? new ObjectRef(ObjectRef.ApiKey, id)
        : throw new AclException(ErrorCodes.NotFound, "a key's id is 1 to 64 of a-z, 0-9 and -", Id);

    private static async ValueTask ApplyAsync(IAclService service, TenantId tenant, ApplyRequest request, CancellationToken cancellation)
    {
        var result = await service.ApplyAsync(tenant, request, cancellation);
        if (!result.Applied) throw StepRefusals.InWords(result);
    }
}
