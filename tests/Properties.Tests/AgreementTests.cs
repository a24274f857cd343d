using OrleansAcl.Properties.Tests.Comparing;
using OrleansAcl.Properties.Tests.Generators;
using Xunit;

[assembly: AssemblyFixture(typeof(OrleansAcl.Properties.Tests.Tally))]

namespace OrleansAcl.Properties.Tests;

/// <summary>The service answers as the oracle does, in every random world.</summary>
public abstract class AgreementTests(Func<Random, Generator> generate, Tally tally)
{
    [Fact]
    public async Task Service_RandomWorlds_AnswersAsTheOracle()
    {
        await using var opened = await ServiceUnderTest.OpenAsync();
        var service = opened.Service;
        var differing = new List<Mismatch>();
        for (var i = 0; i < Settings.Worlds && differing.Count < Settings.Shown; i++)
        {
            var seed = unchecked(Settings.Seed + i);
            var generator = generate(new Random(seed));
            var comparison = new Comparison(service, generator, seed, TenantId.Parse($"world-{i}"));
            if (await comparison.RunAsync() is { } found) differing.Add(await new Shrinker(service, () => generate(new Random(seed))).ShrinkAsync(found));
            tally.Add(generator.Model, comparison.Asked);
        }

        Assert.True(differing.Count == 0, $"replay with ACL_SEED=<seed> ACL_WORLDS=1\n{string.Join('\n', differing)}");
    }
}

/// <inheritdoc/>
public sealed class ActianAgreementTests(Tally tally) : AgreementTests(random => new ActianGenerator(random), tally);

/// <inheritdoc/>
public sealed class ApoloAgreementTests(Tally tally) : AgreementTests(random => new ApoloGenerator(random), tally);

/// <inheritdoc/>
public sealed class LusidAgreementTests(Tally tally) : AgreementTests(random => new LusidGenerator(random), tally);

/// <inheritdoc/>
public sealed class QuboleAgreementTests(Tally tally) : AgreementTests(random => new QuboleGenerator(random), tally);

/// <inheritdoc/>
public sealed class SlcHubAgreementTests(Tally tally) : AgreementTests(random => new SlcHubGenerator(random), tally);

/// <inheritdoc/>
public sealed class WorkloadAgreementTests(Tally tally) : AgreementTests(random => new WorkloadGenerator(random), tally);
