using OrleansAcl.Behaviour.Comparing;
using Xunit;

[assembly: AssemblyFixture(typeof(OrleansAcl.Properties.Tests.Tally))]

namespace OrleansAcl.Properties.Tests;

/// <summary>The service answers as the oracle does, in every random world.</summary>
public abstract class AgreementTests(string model, Tally tally)
{
    [Fact]
    public async Task Service_RandomWorlds_AnswersAsTheOracle()
    {
        await using var opened = await ServiceUnderTest.OpenAsync();
        await RandomWorlds.AgreeAsync(opened.Service, model, Settings.Worlds, asked => tally.Add(model, asked));
    }
}

/// <inheritdoc/>
public sealed class ActianAgreementTests(Tally tally) : AgreementTests("actian-dataconnect", tally);

/// <inheritdoc/>
public sealed class ApoloAgreementTests(Tally tally) : AgreementTests("apolo", tally);

/// <inheritdoc/>
public sealed class LusidAgreementTests(Tally tally) : AgreementTests("lusid-scheduler", tally);

/// <inheritdoc/>
public sealed class QuboleAgreementTests(Tally tally) : AgreementTests("qubole-scheduler", tally);

/// <inheritdoc/>
public sealed class SlcHubAgreementTests(Tally tally) : AgreementTests("slc-hub", tally);

/// <inheritdoc/>
public sealed class WorkloadAgreementTests(Tally tally) : AgreementTests("workload", tally);
