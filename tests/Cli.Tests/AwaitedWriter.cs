namespace OrleansAcl.Cli.Tests;

/// <summary>Keeps what is printed, and lets a test wait until something is.</summary>
internal sealed class AwaitedWriter : StringWriter
{
    private readonly Lock _lock = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _waiting = [];

    /// <summary>All of it.</summary>
    public string Text
    {
        get
        {
            lock (_lock) return ToString().TrimEnd();
        }
    }

    /// <summary>All of it, by lines.</summary>
    public IReadOnlyList<string> Lines => Text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Waits until that has been printed.</summary>
    public Task WaitForAsync(string text, CancellationToken cancellation)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _waiting.Add((text, seen));
        Look();
        return seen.Task.WaitAsync(cancellation);
    }

    public override void WriteLine(string? value)
    {
        lock (_lock) base.WriteLine(value);
        Look();
    }

    public override void Write(char value)
    {
        lock (_lock) base.Write(value);
    }

    public override void Write(string? value)
    {
        lock (_lock) base.Write(value);
        Look();
    }

    private void Look()
    {
        lock (_lock)
        {
            var text = ToString();
            foreach (var waiting in _waiting)
                if (text.Contains(waiting.Text, StringComparison.Ordinal)) waiting.Seen.TrySetResult();
        }
    }
}
