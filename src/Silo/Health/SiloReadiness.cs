using OrleansAcl.Api;
using Orleans.Runtime;

namespace OrleansAcl.Silo;

/// <summary>Something a silo depends on, and a small question to it.</summary>
/// <param name="Name">What it is called when it does not answer.</param>
/// <param name="AskAsync">Asks; fails when there is no answer.</param>
internal sealed record Dependency(string Name, Func<Task> AskAsync);

/// <summary>
/// A silo should be sent requests while it is active in the cluster, has not been told to stop, and what it depends on answers. That is asked
/// at most once a second however often it is wanted to be known, and a question that hangs holds nobody up.
/// </summary>
/// <param name="status">The silo's status in the cluster.</param>
/// <param name="dependencies">What it depends on.</param>
/// <param name="time">The time.</param>
internal sealed class SiloReadiness(Func<SiloStatus> status, IReadOnlyList<Dependency> dependencies, TimeProvider time) : IReadiness
{
    /// <summary>How long an answer counts.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>How long somebody who asks waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a dependency may take; after that it is asked again.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task<string?>? _answer;
    private long _asked;
    private volatile bool _leaving;

    /// <summary>From now on the silo is not ready, whatever else is true.</summary>
    public void Leave() => _leaving = true;

    /// <inheritdoc/>
    public async ValueTask<string?> WhyNotAsync(CancellationToken cancellation)
    {
        if (_leaving) return "the silo is stopping";
        if (status() is var now && now != SiloStatus.Active) return $"the silo is not active in its cluster: {now}";
        try
        {
            return await Answer().WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            return "what the silo depends on has not answered yet";
        }
    }

    private Task<string?> Answer()
    {
        lock (_lock)
        {
            if (_answer is null || (_answer.IsCompleted && time.GetElapsedTime(_asked) >= Fresh))
            {
                _asked = time.GetTimestamp();
                _answer = AskAllAsync();
            }

            return _answer;
        }
    }

    private async Task<string?> AskAllAsync() =>
        (await Task.WhenAll(dependencies.Select(AskAsync))).FirstOrDefault(reason => reason is not null);

    /// <summary>Asks one dependency; any fault of it is why not, and no more than that: the log has the details.</summary>
    private async Task<string?> AskAsync(Dependency dependency)
    {
        try
        {
            await Task.Run(dependency.AskAsync).WaitAsync(Limit, time);
            return null;
        }
        catch (Exception)
        {
            return $"{dependency.Name} does not answer";
        }
    }
}
