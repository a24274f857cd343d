using OrleansAcl.Behaviour;
using OrleansAcl.Behaviour.Comparing;

namespace OrleansAcl.Grains.Tests;

// The tests that every host passes, on a cluster.

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterApplyTests(ClusterHost host) : ApplyTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterAssumingTests(ClusterHost host) : AssumingTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterConcurrencyTests(ClusterHost host) : ConcurrencyTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterGuardTests(ClusterHost host) : GuardTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterImpactOfTimeTests(ClusterHost host) : ImpactOfTimeTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterExplanationTests(ClusterHost host) : ExplanationTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterSuggestionTests(ClusterHost host) : SuggestionTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterExplainedWorldTests(ClusterHost host) : ExplainedWorldTests(host, worlds: 3);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterImpactTests(ClusterHost host) : ImpactTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterLifeTests(ClusterHost host) : LifeTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterLimitTests(ClusterHost host) : LimitTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterListTests(ClusterHost host) : ListTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterQuestionTests(ClusterHost host) : QuestionTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterTenantTests(ClusterHost host) : TenantTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterObjectTests(ClusterHost host) : ObjectTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterChangeLogTests(ClusterHost host) : ChangeLogTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterTransferTests(ClusterHost host) : TransferTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterModelChangeTests(ClusterHost host) : ModelChangeTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterModelDocumentTests(ClusterHost host) : ModelDocumentTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterModelRaceTests(ClusterHost host) : ModelRaceTests(host);

/// <inheritdoc/>
public sealed class ClusterDurabilityTests : DurabilityTests
{
    protected override Task<IRestartable> StartAsync() => RestartedCluster.StartAsync();
}

/// <summary>The cluster answers as the oracle does, in random worlds.</summary>
[Collection(ClusterHost.Name)]
public sealed class ClusterAgreementTests(ClusterHost host)
{
    /// <summary>Worlds of each model; one process is asked about many more.</summary>
    private const int Worlds = 50;

    public static TheoryData<string> Models => [.. RandomWorlds.Models];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Service_RandomWorlds_AnswersAsTheOracle(string model)
    {
        var questions = 0;
        await RandomWorlds.AgreeAsync(host.Service, model, Worlds, asked => questions += asked);
        TestContext.Current.TestOutputHelper?.WriteLine($"{questions} questions");
        Assert.True(questions > Worlds);
    }

    /// <summary>Worlds of each model whose ladder is turned; one process turns more.</summary>
    private const int Turned = 3;

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Model_TurnedUpsideDownAndBack_AnswersAsWasPlanned(string model) => await RemodelledWorlds.TurnAsync(host.Service, model, Turned);
}

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterTermsTests(ClusterHost host) : TermsTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterTermsChangeTests(ClusterHost host) : TermsChangeTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterUndoTests(ClusterHost host) : UndoTests(host)
{
    private readonly ClusterHost _host = host;

    /// <summary>Worlds of each model in which changes are undone; one process undoes more.</summary>
    private const int Undone = 2;

    public static TheoryData<string> Models => [.. RandomWorlds.Models];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Change_Undone_IsAsIfItHadNotBeen(string model) => Assert.True((await UndoneWorlds.UndoAsync(_host.Service, model, Undone)).Undone > 0);
}

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterBrowseTests(ClusterHost host) : BrowseTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterPathTests(ClusterHost host) : PathTests(host);

/// <inheritdoc/>
[Collection(ClusterHost.Name)]
public sealed class ClusterCountTests(ClusterHost host) : CountTests(host);
