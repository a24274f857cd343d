using OrleansAcl.Documents;
using OrleansAcl.Policies;

namespace OrleansAcl.Models;

/// <summary>Reads one kind of document of one system into what the engine knows. Pure; holds no state.</summary>
public interface IDocumentFormat
{
    /// <summary>What a model lacks that documents of this format need; null when it has it all.</summary>
    string? Lacking(Model model) => null;

    /// <summary>Reads a document.</summary>
    /// <param name="verb">The verb it came with, for example <c>policy</c>.</param>
    /// <param name="document">The document.</param>
    /// <param name="model">The model it is for.</param>
    /// <param name="settings">The tenant's settings.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/>, <see cref="ErrorCodes.UnknownType"/> or <see cref="ErrorCodes.UnknownAction"/>, naming the field.</exception>
    DocumentContent Read(string verb, Node document, Model model, Node settings);
}

/// <summary>A format whose documents can be changed by granting and revoking one resource.</summary>
public interface IGrantableFormat : IDocumentFormat
{
    /// <summary>The document in which these actions, and no others, are allowed on the resource; null actions are all of them.</summary>
    Node Grant(Node document, string resource, IReadOnlyList<string>? actions);

    /// <summary>The document in which nothing is allowed on the resource; null when nothing was.</summary>
    Node? Revoke(Node document, string resource);
}

/// <summary>A format of roles that hold levels, which are kept as levels and written anew when they are read.</summary>
public interface ILevelRoleFormat : IDocumentFormat
{
    /// <summary>The document of a role.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="permissions">What it holds: resources in their canonical form, with levels by name.</param>
    Node Write(string name, IEnumerable<(string Resource, string Level)> permissions);
}

/// <summary>What a document says.</summary>
public abstract record DocumentContent
{
    /// <summary>A role, policy or collection.</summary>
    public sealed record Set(PermissionSet Permissions) : DocumentContent;

    /// <summary>The access list of a resource that must be stored; its author is whoever sent it.</summary>
    public sealed record Acl(ResourceRef Resource, IReadOnlyList<(SubjectRef Subject, Effect Effect, IReadOnlyList<string> Actions)> Entries) : DocumentContent;

    /// <summary>A role that holds levels, with all it is to hold: each a resource as written and a level's name.</summary>
    public sealed record LevelRole(string Name, IReadOnlyList<(Node Resource, Node Level)> Permissions) : DocumentContent;
}

/// <summary>A system's own command line, working on the state through the steps that people may take.</summary>
internal interface ICommandLine
{
    /// <summary>What a model lacks that the commands need; null when it has it all.</summary>
    string? Lacking(Model model) => null;

    /// <summary>Runs one command line, words already split.</summary>
    Requests.CommandOutput Run(IReadOnlyList<string> words, Changes.CommandScope scope);
}
