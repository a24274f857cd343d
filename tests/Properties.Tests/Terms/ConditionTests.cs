using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using Xunit;

namespace OrleansAcl.Properties.Tests.Terms;

/// <summary>
/// The third answer: a check that leaves facts out is allowed when every completion is, denied when every one is, and undecided otherwise; and a
/// completion is answered as in a world in which what does not count was never given.
/// </summary>
public abstract class ConditionTests
{
    /// <summary>Makes the world of a seed.</summary>
    internal abstract TermedWorld Make(Random random);

    private const int PartsTried = 5;
    private const int CompletionsMade = 4;

    private static readonly TenantId Termed = TenantId.Parse("termed");
    private static readonly TenantId Resolved = TenantId.Parse("resolved");

    [Fact]
    public async Task Check_FactsLeftOut_IsDecidedWhereAllCompletionsAgree()
    {
        await using var opened = await ServiceUnderTest.OpenAsync();
        await Smallest.AssertNoneAsync(Worlds, Make, (world, random) => InAsync(opened.Service, world, () => UndecidedAsync(opened.Service, world, random)));
    }

    [Fact]
    public async Task Check_AllFactsGiven_IsDecidedAsWithoutConditions()
    {
        await using var opened = await ServiceUnderTest.OpenAsync();
        await Smallest.AssertNoneAsync(Worlds, Make, (world, random) => InAsync(opened.Service, world, () => CompletedAsync(opened.Service, world, random)));
    }

    [Fact]
    public async Task Questions_FactsLeftOut_AgreeWithTheChecks()
    {
        await using var opened = await ServiceUnderTest.OpenAsync();
        await Smallest.AssertNoneAsync(Worlds, Make, (world, random) => InAsync(
            opened.Service, world, () => AgreeingQuestions.DifferenceAsync(opened.Service, Termed, world, Context(Part(world, random)))));
    }

    private static int Worlds => Math.Max(1, Settings.Worlds / 20);

    private static async Task<string?> InAsync(IAclService service, TermedWorld world, Func<Task<string?>> ask)
    {
        try
        {
            await world.MakeAsync(service, Termed);
            return await ask();
        }
        finally
        {
            await service.DeleteTenantAsync(Termed);
        }
    }

    private static async Task<string?> UndecidedAsync(IAclService service, TermedWorld world, Random random)
    {
        var variables = world.Variables;
        var completions = new Dictionary<int, Decision[]>();
        for (var bits = 0; bits < 1 << variables.Length; bits++) completions[bits] = await AskAsync(service, Termed, world, Full(variables, bits));
        for (var tried = 0; tried < PartsTried; tried++)
        {
            var part = Part(world, random);
            var answers = await AskAsync(service, Termed, world, part);
            for (var i = 0; i < answers.Length; i++)
            {
                var outcomes = completions.Where(c => variables.Select((v, at) => part[v] is not { } given || given == ((c.Key >> at & 1) != 0)).All(fits => fits))
                    .Select(c => c.Value[i].Allowed).Distinct().ToArray();
                if (Wrong(answers[i], outcomes, part, world.Exact) is { } wrong)
                    return $"{world.Checks[i].Subject} {world.Checks[i].Action} {world.Checks[i].Resource} with {Shown(part)}: {wrong}, not {answers[i]}";
            }
        }

        return completions.Values.SelectMany(c => c).Any(d => d.Undecided) ? "undecided though all facts were given" : null;
    }

    /// <summary>What an answer should have been; null when it is right.</summary>
    private static string? Wrong(Decision answer, bool[] outcomes, Dictionary<int, bool?> part, bool exact)
    {
        if (answer.Needs.FirstOrDefault(need => !part.Any(p => p.Value is null && need == $"context.v{p.Key}")) is { } given) return $"needs nothing like `{given}`";
        if (answer.Undecided) return answer.Allowed ? "never allowed while undecided" : outcomes.Length == 1 && exact ? $"every completion says {(outcomes[0] ? "allow" : "deny")}" : null;
        return outcomes.Length > 1 ? "undecided" : answer.Allowed == outcomes[0] ? null : outcomes[0] ? "allow" : "deny";
    }

    private static async Task<string?> CompletedAsync(IAclService service, TermedWorld world, Random random)
    {
        var variables = world.Variables;
        for (var i = 0; i < CompletionsMade; i++)
        {
            var full = Full(variables, random.Next(1 << variables.Length));
            var given = await AskAsync(service, Termed, world, full);
            try
            {
                var resolved = world.Resolve(p => p.Variable is not { } variable || full[variable] == true);
                await resolved.MakeAsync(service, Resolved);
                var answers = await AskAsync(service, Resolved, world, full);
                var differs = Enumerable.Range(0, answers.Length).FirstOrDefault(at => answers[at].Allowed != given[at].Allowed, -1);
                if (differs >= 0) return $"{world.Checks[differs]} with {Shown(full)}: {given[differs]}, but without conditions {answers[differs]}\n{resolved}";
            }
            finally
            {
                await service.DeleteTenantAsync(Resolved);
            }
        }

        return null;
    }

    private static Dictionary<int, bool?> Full(int[] variables, int bits) =>
        variables.Select((v, at) => (v, at)).ToDictionary(v => v.v, v => (bool?)((bits >> v.at & 1) != 0));

    private static Dictionary<int, bool?> Part(TermedWorld world, Random random) =>
        Enumerable.Range(1, TermedWorld.MostVariables).Select(v => (v, Value: random.Next(3) switch { 0 => true, 1 => false, _ => (bool?)null }))
            .Where(v => world.Variables.Contains(v.v)).ToDictionary(v => v.v, v => v.Value);

    private static Node Context(Dictionary<int, bool?> values) =>
        Node.Map([("via", Node.Of("page")), .. values.Select(v => ($"v{v.Key}", v.Value is { } value ? Node.Of(value) : null))]);

    private static string Shown(Dictionary<int, bool?> values) => Context(values).ToString();

    private static async Task<Decision[]> AskAsync(IAclService service, TenantId tenant, TermedWorld world, Dictionary<int, bool?> values)
    {
        var context = Context(values);
        var outcomes = await service.CheckManyAsync(tenant, [.. world.Checks.Select(c => c with { Context = context })]);
        return [.. outcomes.Select(o => o.Error is { } error ? throw error : o.Decision)];
    }
}

/// <inheritdoc/>
public sealed class JobConditionTests : ConditionTests
{
    internal override TermedWorld Make(Random random) => ConditionWorlds.Make(random);
}

/// <inheritdoc/>
public sealed class RankedConditionTests : ConditionTests
{
    internal override TermedWorld Make(Random random) => RankedWorlds.Make(random);
}
