using Xunit;

namespace OrleansAcl.Properties.Tests.Terms;

/// <summary>Asks a property of random worlds, and leaves parts out of one that fails for as long as it still fails, so that a person can read it.</summary>
internal static class Smallest
{
    /// <summary>Asks; the first world that fails is shown small.</summary>
    /// <param name="worlds">How many.</param>
    /// <param name="make">Makes the world of a seed.</param>
    /// <param name="failure">What is wrong with a world; null for nothing.</param>
    public static async Task AssertNoneAsync(int worlds, Func<Random, TermedWorld> make, Func<TermedWorld, Random, Task<string?>> failure)
    {
        for (var i = 0; i < worlds; i++)
        {
            var seed = unchecked(Behaviour.Comparing.Settings.Seed + i);
            var world = make(new Random(seed));
            if (await FailureAsync(world) is not { } found) continue;
            (world, found) = await ShrinkAsync(world, found);
            Assert.Fail($"replay with ACL_SEED={seed}\n{found}\n{world}");

            Task<string?> FailureAsync(TermedWorld tried) => failure(tried, new Random(seed));

            async Task<(TermedWorld, string)> ShrinkAsync(TermedWorld smallest, string message)
            {
                for (var again = true; again;)
                {
                    again = false;
                    foreach (var smaller in smallest.Smaller())
                    {
                        if (await Tried(smaller) is not { } still) continue;
                        (smallest, message, again) = (smaller, still, true);
                        break;
                    }
                }

                return (smallest, message);
            }

            async Task<string?> Tried(TermedWorld smaller)
            {
                try
                {
                    return await FailureAsync(smaller);
                }
                catch (Exception e) when (e is AclException or Xunit.Sdk.XunitException)
                {
                    // A world that cannot be made without this part.
                    return null;
                }
            }
        }
    }
}
