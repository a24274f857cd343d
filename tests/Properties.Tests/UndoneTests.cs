using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Embedded;
using Xunit;

namespace OrleansAcl.Properties.Tests;

/// <summary>What is undone is exactly as it was, in random worlds of every model, and most can be.</summary>
public sealed class UndoneTests
{
    private const int Worlds = 40;

    public static TheoryData<string> Models => [.. RandomWorlds.Models];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Change_Undone_IsAsIfItHadNotBeen(string model)
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        var tally = await UndoneWorlds.UndoAsync(service, model, Worlds);
        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToString());
        Assert.True(tally.Undone > tally.Refused.Values.Sum(), tally.ToString());
    }
}
