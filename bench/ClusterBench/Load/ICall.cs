namespace OrleansAcl.ClusterBench.Load;

/// <summary>A numbered call whose answer is known beforehand. Safe for concurrent use.</summary>
internal interface ICall<TAnswer>
{
    /// <summary>Makes the call.</summary>
    ValueTask<TAnswer> AskAsync(long number);

    /// <summary>Whether the answer is the expected one.</summary>
    bool IsRight(long number, TAnswer answer);
}
