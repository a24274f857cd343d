using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>
/// ONE-ANSWER: in random worlds of every model, each search, in pages of every size, finds exactly those stored candidates that evaluations permit.
/// </summary>
public sealed class SearchWorldTests
{
    private const int Seed = 20_260_601;
    private const int Worlds = 12;
    private const int Steps = 30;
    private const int Questions = 8;

    public static TheoryData<string> Models => [.. RandomWorlds.Models];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Search_OfRandomWorlds_FindsWhatEvaluationsPermit(string model)
    {
        // Only where roles are levels are they subjects.
        string[] types = model == "apolo" ? [SubjectRef.User, SubjectRef.Role] : [SubjectRef.User, SubjectRef.Group];
        await using var server = await EmbeddedServer.StartAsync();
        var (found, withheld) = (0, 0);
        for (var seed = Seed; seed < Seed + Worlds; seed++)
        {
            var generator = RandomWorlds.Make(model, new Random(seed));
            var world = new SearchWorld(server, TenantId.Parse($"world-{seed}"), $"{model}, seed {seed}");
            await world.MakeAsync(generator, Steps);
            for (var i = 0; i < Questions; i++)
            {
                var check = generator.NextCheck();
                foreach (var type in types) await world.CompareSubjectsAsync(check, type);
                await world.CompareResourcesAsync(check, generator.TypeOf(check));
                await world.CompareActionsAsync(check);
            }

            found += world.Found;
            withheld += world.Withheld;
        }

        // A comparison of nothing with nothing would say nothing.
        Assert.True(found > 50 && withheld > 50, $"{found} found, {withheld} withheld");
    }
}
