namespace OrleansAcl.Grains.Tests;

/// <summary>Holds up one call between grains, once it is armed: before it is made, or when its answer is there.</summary>
/// <param name="grain">The interface that is called.</param>
/// <param name="method">The method that is called.</param>
/// <param name="before">Whether it is held up before it is made.</param>
internal sealed class CallGate(Type grain, string method, bool before)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _armed;

    /// <summary>Completes when the call is held up.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Completes when the call that was held up is over.</summary>
    public Task Passed => _passed.Task;

    /// <summary>Holds up the next call.</summary>
    public void Arm() => Volatile.Write(ref _armed, 1);

    /// <summary>Lets the call go on.</summary>
    public void Open() => _open.TrySetResult();

    /// <summary>Makes a call, and holds it up if it is the one.</summary>
    /// <param name="context">The call.</param>
    /// <param name="call">Makes it.</param>
    public async Task CallAsync(IOutgoingGrainCallContext context, Func<Task> call)
    {
        var isHeld = context.MethodName == method && context.InterfaceMethod?.DeclaringType == grain && Interlocked.Exchange(ref _armed, 0) == 1;
        if (isHeld && before) await HoldAsync();
        await call();
        if (isHeld && !before) await HoldAsync();
        if (isHeld) _passed.TrySetResult();
    }

    private Task HoldAsync()
    {
        _reached.TrySetResult();
        return _open.Task;
    }
}
