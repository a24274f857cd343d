using OrleansAcl.Behaviour.Generators;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>
/// Random worlds in which every question is asked three times: as the world is, as if steps had been made, and after they really have been. The
/// second answer must be the third one, and asking it must leave the first one as it was.
/// </summary>
public static class AssumedWorlds
{
    private const int Rounds = 5;
    private const int Checks = 4;

    /// <summary>Compares so many worlds of a model.</summary>
    /// <param name="service">Who answers.</param>
    /// <param name="model">The model.</param>
    /// <param name="worlds">How many worlds.</param>
    /// <param name="make">What makes a world.</param>
    /// <returns>How many assumed answers were other ones than those without, and how many steps were refused alike.</returns>
    public static async Task<(int Changed, int Refused)> AgreeAsync(
        IAclService service, string model, int worlds, Func<string, Random, Generator> make)
    {
        var (changed, refused) = (0, 0);
        for (var i = 0; i < worlds; i++)
        {
            var seed = unchecked(Settings.Seed + i);
            var world = new AssumedWorld(service, make(model, new Random(seed)), $"{model}, seed {seed}", TenantId.Parse($"assumed-{model}-{i}"));
            await world.RunAsync(Rounds, Checks);
            (changed, refused) = (changed + world.Changed, refused + world.Refused);
        }

        return (changed, refused);
    }
}

/// <summary>One of them.</summary>
internal sealed class AssumedWorld(IAclService service, Generator generator, string name, TenantId tenant)
{
    private const int FoundingSteps = 20;

    /// <summary>How many answers differed from those of the world as it was.</summary>
    public int Changed { get; private set; }

    /// <summary>How many lists of steps were refused, in the one way as in the other.</summary>
    public int Refused { get; private set; }

    /// <summary>Asks and changes, so many times.</summary>
    public async Task RunAsync(int rounds, int checks)
    {
        await service.PutTenantAsync(tenant, generator.Tenant);
        for (var i = 0; i < FoundingSteps; i++) await service.ApplyAsync(tenant, [generator.NextStep()]);
        for (var i = 0; i < rounds; i++) await CompareAsync(checks);
        await service.DeleteTenantAsync(tenant);
    }

    private async Task CompareAsync(int count)
    {
        Step[] steps = [.. Enumerable.Range(0, 1 + generator.Roll(3)).Select(_ => generator.NextStep())];
        CheckRequest[] checks = [.. Enumerable.Range(0, count).Select(_ => generator.NextCheck())];
        CheckRequest[] assuming = [.. checks.Select(check => check with { Assuming = steps })];
        var before = await AnswersAsync(checks);
        var assumed = await AnswersAsync(assuming);
        Equal(before, await AnswersAsync(checks), steps, "as if nothing had been assumed");
        var result = Questions.Word(await service.ApplyAsync(tenant, steps));
        var after = result == "applied" ? await AnswersAsync(checks) : [.. before.Select(_ => result)];
        Equal(after, assumed, steps, "as once the steps were made");
        Changed += before.Zip(assumed).Count(pair => pair.First != pair.Second);
        Refused += result == "applied" ? 0 : 1;
    }

    private void Equal(string[] expected, string[] answered, Step[] steps, string what) => Assert.True(
        expected.SequenceEqual(answered),
        $"{name}: not {what}\nsteps {string.Join("; ", steps.Select(s => $"{s.Verb}: {s.Value}"))}\nexpected\n{string.Join('\n', expected)}\nanswered\n{string.Join('\n', answered)}");

    /// <summary>What is said to each check in every way there is.</summary>
    private async Task<string[]> AnswersAsync(CheckRequest[] checks)
    {
        var answers = new List<string>();
        foreach (var check in checks)
        {
            Question[] asked = check.Action == "create"
                ? [Questions.Check(check), Questions.Explain(check)]
                : [Questions.Check(check), Questions.Explain(check), Questions.List(check, generator.TypeOf(check)), Questions.Who(check), Questions.Actions(check)];
            foreach (var question in asked) answers.Add(await question.AnsweredAsync(service, tenant));
        }

        var batch = await service.CheckManyAsync(tenant, checks);
        answers.AddRange(batch.Select(o => o.Error is { } error ? "error " + error.Code : o.Decision.Allowed ? "allow" : "deny"));
        return [.. answers];
    }
}
