using OrleansAcl.Behaviour;
using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;
using OrleansAcl.Transfer;
using Xunit;

namespace OrleansAcl.Properties.Tests.Terms;

/// <summary>
/// What is given for a time: at every instant, in whatever order they come, each question is answered as in a world made at that instant, in which
/// what does not count was never given and the rest was given for good.
/// </summary>
public abstract class TimeTests
{
    private const int InstantsAsked = 14;

    private static readonly TenantId Timed = TenantId.Parse("timed");
    private static readonly TenantId Resolved = TenantId.Parse("resolved");

    /// <summary>Makes the world of a seed.</summary>
    internal abstract TermedWorld Make(Random random);

    private static int Worlds => Math.Max(1, Settings.Worlds / 40);

    /// <summary>Nothing is written between the instants: what was kept of earlier ones must go by itself.</summary>
    [Fact]
    public async Task Questions_TimePasses_AreAnsweredAsOfTheInstant()
    {
        var time = new SetTime();
        await using var service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions { Time = time });
        await Smallest.AssertNoneAsync(Worlds, Make, (world, random) => AskAsync(service, world, random, at =>
        {
            time.Now = at;
            return Task.CompletedTask;
        }));
    }

    /// <summary>The tenant's own clock is put forwards and backwards.</summary>
    [Fact]
    public async Task Questions_ClockIsSet_AreAnsweredAsOfTheInstant()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        await Smallest.AssertNoneAsync(Worlds, w => Make(w) with { Clock = TimeWorlds.Start.AddDays(-1) }, (world, random) =>
            AskAsync(service, world, random, at => new JobWorld(service, Timed).ApplyAsync($"clock: '{at:O}'")));
    }

    /// <summary>ONE-ANSWER: what is made of an export answers as what was exported, at every instant.</summary>
    [Fact]
    public async Task Questions_OfAnImportedExport_AreAnsweredAlike()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        await Smallest.AssertNoneAsync(Worlds, w => Make(w) with { Clock = TimeWorlds.Start.AddDays(-1) }, async (world, random) =>
        {
            try
            {
                await world.MakeAsync(service, Timed);
                await TenantImport.RunAsync(service, Resolved, service.ExportAsync(Timed));
                for (var at = TimeWorlds.Start; at <= TimeWorlds.Start.AddHours(TimeWorlds.Hours); at = at.AddHours(1))
                {
                    foreach (var tenant in (TenantId[])[Timed, Resolved]) await new JobWorld(service, tenant).ApplyAsync($"clock: '{at:O}'");
                    var (answers, copied) = (await service.CheckManyAsync(Timed, world.Checks), await service.CheckManyAsync(Resolved, world.Checks));
                    var differs = Enumerable.Range(0, answers.Count).FirstOrDefault(i => answers[i].Decision.Allowed != copied[i].Decision.Allowed, -1);
                    if (differs >= 0) return $"at {at:O} {world.Checks[differs]}: {answers[differs].Decision}, but imported {copied[differs].Decision}";
                }

                return null;
            }
            finally
            {
                await service.DeleteTenantAsync(Timed);
                await service.DeleteTenantAsync(Resolved);
            }
        });
    }

    private static async Task<string?> AskAsync(IAclService service, TermedWorld world, Random random, Func<DateTimeOffset, Task> setAsync)
    {
        try
        {
            await world.MakeAsync(service, Timed);
            for (var i = 0; i < InstantsAsked; i++)
            {
                var at = TimeWorlds.Start.AddHours(random.Next(-1, TimeWorlds.Hours + 1)).AddTicks(random.Next(-1, 3));
                await setAsync(at);
                if (await DifferenceAsync(service, world, at) is { } differs) return $"at {at:O}: {differs}";
            }

            return null;
        }
        finally
        {
            await service.DeleteTenantAsync(Timed);
        }
    }

    private static async Task<string?> DifferenceAsync(IAclService service, TermedWorld world, DateTimeOffset at)
    {
        var resolved = world.Resolve(p => p.CountsAt(at)) with { Clock = at };
        try
        {
            await resolved.MakeAsync(service, Resolved);
            var (answers, expected) = (await service.CheckManyAsync(Timed, world.Checks), await service.CheckManyAsync(Resolved, world.Checks));
            for (var i = 0; i < answers.Count; i++)
                if (answers[i].Decision.Allowed != expected[i].Decision.Allowed || answers[i].Error is not null)
                    return $"{world.Checks[i]}: {answers[i].Decision}{answers[i].Error}, but made at that instant {expected[i].Decision}";
            return await AgreeingQuestions.DifferenceAsync(service, Timed, world, null);
        }
        finally
        {
            await service.DeleteTenantAsync(Resolved);
        }
    }
}

/// <inheritdoc/>
public sealed class JobTimeTests : TimeTests
{
    internal override TermedWorld Make(Random random) => TimeWorlds.Jobs(random);
}

/// <inheritdoc/>
public sealed class LevelTimeTests : TimeTests
{
    internal override TermedWorld Make(Random random) => TimeWorlds.Levels(random);
}
