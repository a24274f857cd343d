using OrleansAcl.Behaviour;

namespace OrleansAcl.Embedded.Tests.Hosting;

// The tests that every host passes, on the one in this process.

/// <inheritdoc/>
public sealed class EmbeddedApplyTests(EmbeddedHost host) : ApplyTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedAssumingTests(EmbeddedHost host) : AssumingTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedConcurrencyTests(EmbeddedHost host) : ConcurrencyTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedGuardTests(EmbeddedHost host) : GuardTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedImpactOfTimeTests(EmbeddedHost host) : ImpactOfTimeTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedImpactTests(EmbeddedHost host) : ImpactTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedLifeTests(EmbeddedHost host) : LifeTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedLimitTests(EmbeddedHost host) : LimitTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedListTests(EmbeddedHost host) : ListTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedListCostTests(EmbeddedHost host) : ListCostTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedExplanationTests(EmbeddedHost host) : ExplanationTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedSuggestionTests(EmbeddedHost host) : SuggestionTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedExplainedWorldTests(EmbeddedHost host) : ExplainedWorldTests(host, worlds: 60), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedQuestionTests(EmbeddedHost host) : QuestionTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedTenantTests(EmbeddedHost host) : TenantTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedObjectTests(EmbeddedHost host) : ObjectTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedChangeLogTests(EmbeddedHost host) : ChangeLogTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedTransferTests(EmbeddedHost host) : TransferTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedDurabilityTests : OrleansAcl.Behaviour.DurabilityTests
{
    protected override Task<IRestartable> StartAsync() => StoredHost.StartAsync();
}

/// <inheritdoc/>
public sealed class EmbeddedModelChangeTests(EmbeddedHost host) : ModelChangeTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedModelRaceTests(EmbeddedHost host) : ModelRaceTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedModelDocumentTests(EmbeddedHost host) : ModelDocumentTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedTermsTests(EmbeddedHost host) : TermsTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedTermsChangeTests(EmbeddedHost host) : TermsChangeTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedUndoTests(EmbeddedHost host) : UndoTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedBrowseTests(EmbeddedHost host) : BrowseTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedPathTests(EmbeddedHost host) : PathTests(host), IClassFixture<EmbeddedHost>;

/// <inheritdoc/>
public sealed class EmbeddedCountTests(EmbeddedHost host) : CountTests(host), IClassFixture<EmbeddedHost>;
