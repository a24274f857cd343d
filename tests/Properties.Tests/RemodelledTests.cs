using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Embedded;
using Xunit;

namespace OrleansAcl.Properties.Tests;

/// <summary>What is said of another model before it is put is so afterwards, in random worlds of every model.</summary>
public sealed class RemodelledTests
{
    private const int Worlds = 25;

    public static TheoryData<string> Models => [.. RandomWorlds.Models];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Model_TurnedUpsideDownAndBack_AnswersAsWasPlanned(string model)
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        var differing = await RemodelledWorlds.TurnAsync(service, model, Worlds);
        // Where nothing in the ladder denies, its order decides nothing.
        Assert.True(differing > 0 || model is "apolo" or "lusid-scheduler" or "slc-hub", "nothing differed");
    }
}
