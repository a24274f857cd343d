using Orleans.Runtime;

namespace OrleansAcl.Silo.Tests.Health;

/// <summary>When a silo says that it is ready.</summary>
public sealed class SiloReadinessTests
{
    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SiloStatus _status = SiloStatus.Active;
    private Func<Task> _answer = () => Task.CompletedTask;
    private int _questions;

    private SiloReadiness Readiness() => new(() => _status, [new Dependency("the storage", AskAsync)], _time);

    private Task AskAsync()
    {
        Interlocked.Increment(ref _questions);
        _asked.TrySetResult();
        return _answer();
    }

    private static Task<string?> WhyNotAsync(SiloReadiness readiness) => readiness.WhyNotAsync(TestContext.Current.CancellationToken).AsTask();

    [Fact]
    public async Task ASilo_ThatIsActiveAndReachesItsStorage_IsReady() => Assert.Null(await WhyNotAsync(Readiness()));

    [Theory]
    [InlineData(SiloStatus.Joining)]
    [InlineData(SiloStatus.ShuttingDown)]
    [InlineData(SiloStatus.Dead)]
    public async Task ASilo_ThatIsNotActive_IsNotReady(SiloStatus status)
    {
        _status = status;
        Assert.Equal($"the silo is not active in its cluster: {status}", await WhyNotAsync(Readiness()));
    }

    [Fact]
    public async Task ASilo_ThatWasToldToStop_IsNotReady()
    {
        var readiness = Readiness();
        readiness.Leave();
        Assert.Equal("the silo is stopping", await WhyNotAsync(readiness));
    }

    [Fact]
    public async Task AnAnswer_CountsForASecond()
    {
        var readiness = Readiness();
        Assert.Null(await WhyNotAsync(readiness));
        _answer = () => Task.FromException(new InvalidOperationException("the secret of a connection"));
        _time.Advance(SiloReadiness.Fresh - TimeSpan.FromTicks(1));
        Assert.Null(await WhyNotAsync(readiness));
        Assert.Equal(1, _questions);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("the storage does not answer", await WhyNotAsync(readiness));
        Assert.Equal(2, _questions);
        _answer = () => Task.CompletedTask;
        _time.Advance(SiloReadiness.Fresh);
        Assert.Null(await WhyNotAsync(readiness));
    }

    [Fact]
    public async Task AQuestion_ThatHangs_HoldsNobodyUpAndIsAskedOnce()
    {
        var storage = new TaskCompletionSource();
        _answer = () => storage.Task;
        var readiness = Readiness();
        var first = WhyNotAsync(readiness);
        var second = WhyNotAsync(readiness);
        await _asked.Task;
        Assert.False(first.IsCompleted);
        _time.Advance(SiloReadiness.Patience);
        Assert.Equal("what the silo depends on has not answered yet", await first);
        Assert.Equal("what the silo depends on has not answered yet", await second);
        Assert.Equal(1, _questions);
        storage.SetResult();
    }

    [Fact]
    public async Task AQuestion_ThatHangsForGood_IsGivenUpAndAskedAgain()
    {
        var never = new TaskCompletionSource();
        _answer = () => never.Task;
        var readiness = Readiness();
        var first = WhyNotAsync(readiness);
        await _asked.Task;
        _time.Advance(SiloReadiness.Patience);
        Assert.NotNull(await first);
        var second = WhyNotAsync(readiness);
        _time.Advance(SiloReadiness.Limit);
        Assert.NotNull(await second);
        _answer = () => Task.CompletedTask;
        // The question given up may still be on its way to being so; the one after it is answered.
        while (await WhyNotAsync(readiness) is not null) _time.Advance(SiloReadiness.Fresh);
        Assert.Equal(2, _questions);
    }
}
