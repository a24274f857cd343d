namespace OrleansAcl.Models;

/// <summary>Where hosts get models from.</summary>
public interface IModelLibrary
{
    /// <summary>The names of the built-in models.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>A built-in model; null when there is none of that name.</summary>
    Model? Find(string name);

    /// <summary>A model from a model file's text.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidModel"/>.</exception>
    Model Read(string yaml);
}
