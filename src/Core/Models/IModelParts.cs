namespace OrleansAcl.Models;

/// <summary>What model files may name: the formats of documents and the command lines.</summary>
public interface IModelParts
{
    /// <summary>The document format of a name; null when there is none.</summary>
    IDocumentFormat? Format(string name);

    /// <summary>The command line of a name; null when there is none.</summary>
    internal ICommandLine? Commands(string name);
}
