namespace OrleansAcl.Cli.Scenarios;

/// <summary>A scenario or step file that does not have the form it must have. Nothing of such a file is run.</summary>
/// <param name="line">The line at fault, counted from 1; 0 when it is the whole file.</param>
/// <param name="message">What is wrong, naming the key, and what was expected.</param>
internal sealed class MalformedFileException(int line, string message) : Exception(message)
{
    /// <summary>The line at fault, counted from 1; 0 when it is the whole file.</summary>
    public int Line { get; } = line;
}
