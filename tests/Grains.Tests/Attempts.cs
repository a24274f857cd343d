namespace OrleansAcl.Grains.Tests;

/// <summary>A fault is an error with one of two codes, and never an answer; these say which it was, and ask again where a fault may have happened.</summary>
internal static class Attempts
{
    /// <summary>When a test is given up that waits for what does not come, in milliseconds. No test comes near it.</summary>
    public const int GiveUpAfter = 120_000;

    /// <summary>Whether an error says that the cluster, or its store, did not answer.</summary>
    public static bool IsFault(AclException e) => e.Code is ErrorCodes.StoreFailed or ErrorCodes.Unreachable;

    /// <summary>True when it was done, false when there was a fault; every other error is the test's.</summary>
    public static async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (AclException e) when (IsFault(e))
        {
            return false;
        }
    }

    /// <summary>The answer, or null when there was a fault instead.</summary>
    public static async Task<bool?> AskAsync(Func<Task<bool>> ask)
    {
        bool? answer = null;
        await TryAsync(async () => answer = await ask());
        return answer;
    }

    /// <summary>Does it, again and again until there is no fault.</summary>
    public static async Task UntilDoneAsync(Func<Task> act)
    {
        while (!await TryAsync(act)) TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The answer, once there is one: until the cluster has got over a fault there are only errors.</summary>
    public static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> ask)
    {
        T? answer = default;
        await UntilDoneAsync(async () => answer = await ask());
        return answer!;
    }

    /// <summary>The code of the error that something must end with, which must be a fault's.</summary>
    public static async Task FaultsAsync(Func<Task> act)
    {
        var error = await Assert.ThrowsAsync<AclException>(act);
        Assert.True(IsFault(error), $"{error.Code}: {error.Message}");
    }
}
