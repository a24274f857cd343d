using OrleansAcl.Grains;

namespace OrleansAcl.Client.Orleans;

/// <summary>
/// Asks checks of whichever silo a call arrives at. To ask one twice is the same as to ask it once, so where there is no answer for a while another silo
/// is asked too, and the first answer counts.
/// </summary>
/// <param name="grains">The client's or silo's grain factory.</param>
internal sealed class AnySilo(IGrainFactory grains)
{
    /// <summary>How many are asked at most (BOUNDED).</summary>
    private const int Most = 2;

    private int _asked;

    /// <summary>Asks.</summary>
    /// <exception cref="Exception">The last fault, when none answered.</exception>
    public async Task<TAnswer> AskAsync<TAnswer>(TenantId tenant, Func<IQuestionGrain, Task<TAnswer>> ask)
    {
        var asked = new List<Task<TAnswer>>(Most);
        for (var left = Most; ;)
        {
            if (left > 0)
            {
                // Clients send what is for another key through another gateway, mostly; the first stays with the tenant's.
                var key = left == Most ? tenant.Value : QuestionKeys.Of(tenant, (uint)Interlocked.Increment(ref _asked));
                asked.Add(ask(grains.GetGrain<IQuestionGrain>(key)));
                left--;
            }

            var answered = Task.WhenAny(asked);
            try
            {
                if (left > 0) await answered.WaitAsync(GrainFaults.ReadPatience);
            }
            catch (TimeoutException)
            {
                continue;
            }

            var first = await answered;
            if (first.IsCompletedSuccessfully || (left == 0 && asked.Count == 1)) return await first;
            asked.Remove(first);
        }
    }
}
