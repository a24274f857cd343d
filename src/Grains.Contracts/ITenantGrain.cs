namespace OrleansAcl.Grains;

/// <summary>
/// One tenant, keyed by its name: its definition, its version, and the order of its changes. Texts are the JSON of the HTTP API.
/// </summary>
[Alias("acl.tenant")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Makes the tenant; putting the same definition again changes nothing.</summary>
    [Alias("put")]
    Task<Answer> PutAsync(string definition);

    /// <summary>What the tenant is.</summary>
    [Alias("get")]
    Task<Answer> GetAsync();

    /// <summary>Removes the tenant and all it holds; the answer says whether there was one.</summary>
    [Alias("delete")]
    Task<Answer> DeleteAsync();

    /// <summary>
    /// Makes a change, all or nothing. Answers when the change is stored and no silo can answer from the state before it (FRESH). Changes that
    /// arrive while another is made are made together after it, in the order they came.
    /// </summary>
    [Alias("apply"), Orleans.Concurrency.AlwaysInterleave]
    Task<Answer> ApplyAsync(string request);

    /// <summary>Puts another model in the place of the tenant's own. Answers when no silo can answer under the one before (FRESH).</summary>
    [Alias("put-model")]
    Task<Answer> PutModelAsync(string request);

    /// <summary>The versions of the model that are kept.</summary>
    [Alias("models")]
    Task<Answer> ListModelsAsync();

    /// <summary>
    /// Asks a question as if steps had been made, by the name of its path; bodies are the JSON of the HTTP API. Of the tenant's own grain, for it
    /// is the one that can stage them.
    /// </summary>
    [Alias("ask"), Orleans.Concurrency.AlwaysInterleave]
    Task<Answer> AskAsync(string question, string body);

    /// <summary>Notes that nothing is left in the store of a life that is over.</summary>
    [Alias("swept")]
    Task SweptAsync(long life);

    /// <summary>Lets a silo answer questions from its copy for a while.</summary>
    [Alias("renew"), Orleans.Concurrency.AlwaysInterleave]
    Task<Lease> RenewAsync(LeaseRequest request);
}

/// <summary>The names of all tenants of a cluster, in <see cref="Shards"/> grains keyed by their number.</summary>
[Alias("acl.tenants")]
public interface ITenantsGrain : IGrainWithIntegerKey
{
    /// <summary>How many grains the names are spread over.</summary>
    const int Shards = 64;

    /// <summary>The names, in order.</summary>
    [Alias("list")]
    Task<string[]> ListAsync();

    /// <summary>Adds or removes a name.</summary>
    [Alias("set")]
    Task SetAsync(string tenant, bool present);
}
