using System.Diagnostics;

namespace OrleansAcl.Bench.Measures;

/// <summary>What one contestant did in one round.</summary>
/// <param name="Rate">Checks a second, all threads together.</param>
/// <param name="BytesPerCheck">Allocated on the threads that checked.</param>
/// <param name="Wrong">Answers that were not the expected ones.</param>
internal readonly record struct Sprint(double Rate, double BytesPerCheck, long Wrong)
{
    /// <summary>
    /// Lets threads of its own, started together, each ask every question <paramref name="passes"/> times, each beginning at another
    /// place. The clock runs from the common start to the end of the last.
    /// </summary>
    public static Sprint Run(IContestant contestant, int threads, int passes)
    {
        using var start = new Barrier(threads + 1);
        var (wrong, bytes) = (0L, 0L);
        void Ask(int offset)
        {
            start.SignalAndWait();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var mistakes = 0L;
            for (var pass = 0; pass < passes; pass++)
                mistakes += contestant.CountWrong(offset, contestant.Questions - offset) + contestant.CountWrong(0, offset);
            Interlocked.Add(ref bytes, GC.GetAllocatedBytesForCurrentThread() - before);
            Interlocked.Add(ref wrong, mistakes);
        }

        Thread[] all = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => Ask(contestant.Questions / threads * i)))];
        foreach (var thread in all) thread.Start();
        start.SignalAndWait();
        var began = Stopwatch.GetTimestamp();
        foreach (var thread in all) thread.Join();
        var checks = (double)contestant.Questions * passes * threads;
        return new Sprint(checks / Stopwatch.GetElapsedTime(began).TotalSeconds, bytes / checks, wrong);
    }
}
