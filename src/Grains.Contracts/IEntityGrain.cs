using Orleans.Concurrency;

namespace OrleansAcl.Grains;

/// <summary>One entity of a tenant that holds its own state. Keyed <c>tenant#life/reference</c>.</summary>
[Alias("acl.entity-grain")]
public interface IEntityGrain : IGrainWithStringKey
{
    /// <summary>The entity as it is in the store. Reads never queue behind reads. After a while without an answer the caller may read the store himself.</summary>
    [Alias("load"), AlwaysInterleave, ResponseTimeout(GrainFaults.ReadPatienceText)]
    Task<Entity> LoadAsync();

    /// <summary>Stores the entity, unless what is stored is as new.</summary>
    [Alias("store")]
    Task StoreAsync(Entity entity);

    /// <summary>Removes the entity from the store, with all it takes there.</summary>
    [Alias("clear")]
    Task ClearAsync();
}

/// <summary>A resource: its owner, parent, properties and access list.</summary>
[Alias("acl.resource")]
public interface IResourceGrain : IEntityGrain
{
    /// <summary>May a subject do something on this resource? Checks never queue behind checks. After a while without an answer the caller asks any silo.</summary>
    [Alias("check"), AlwaysInterleave, ResponseTimeout(GrainFaults.ReadPatienceText)]
    ValueTask<CheckAnswer> CheckAsync(CheckQuestion question);
}

/// <summary>A user, group or role: its flags, memberships and what is attached to it.</summary>
[Alias("acl.principal")]
public interface IPrincipalGrain : IEntityGrain;

/// <summary>A role, policy or collection: its document.</summary>
[Alias("acl.set")]
public interface IPermissionSetGrain : IEntityGrain;

/// <summary>
/// A shard of a list that may grow without end: a group's members, what somebody owns, all there is of a type, the idempotency keys, the change log.
/// </summary>
[Alias("acl.shard")]
public interface IShardGrain : IEntityGrain;

/// <summary>Asks everything that is not a single check, on whichever silo the call arrives.</summary>
[Alias("acl.question")]
public interface IQuestionGrain : IGrainWithStringKey
{
    /// <summary>Asks a check, when its resource's grain is busy or cannot be reached.</summary>
    [Alias("check")]
    Task<CheckAnswer> CheckAsync(CheckQuestion question);

    /// <summary>Asks many checks, all of them of one version of the tenant; each has its own answer or error.</summary>
    [Alias("check-many")]
    Task<CheckAnswers> CheckManyAsync(CheckQuestions questions);

    /// <summary>Asks one of the other questions of the HTTP API by the name of its path; bodies are its JSON.</summary>
    [Alias("ask")]
    Task<Answer> AskAsync(string question, string body);
}
