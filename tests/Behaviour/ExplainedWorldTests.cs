using OrleansAcl.Behaviour.Comparing;

namespace OrleansAcl.Behaviour;

/// <summary>Explanations hold in random worlds of every model.</summary>
/// <param name="host">Who answers.</param>
/// <param name="worlds">How many worlds of a model.</param>
public abstract class ExplainedWorldTests(IHost host, int worlds)
{
    /// <summary>Every path is one, and every suggestion allows.</summary>
    [Theory]
    [InlineData("actian-dataconnect")]
    [InlineData("apolo")]
    [InlineData("lusid-scheduler")]
    [InlineData("qubole-scheduler")]
    [InlineData("slc-hub")]
    [InlineData("workload")]
    public async Task Explanations_OfRandomWorlds_HoldAndTheirSuggestionsAllow(string model)
    {
        var (paths, suggestions) = await ExplainedWorlds.HoldAsync(host.Service, model, worlds);
        Assert.True(paths > 0 && suggestions > 0, $"{paths} paths, {suggestions} suggestions");
    }
}
