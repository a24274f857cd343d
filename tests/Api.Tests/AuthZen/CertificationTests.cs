using OrleansAcl.Certification;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>Every case of the AuthZEN working group's certification scenario, over https to the embedded host.</summary>
/// <param name="server">Serves the scenario's fixture.</param>
public sealed class CertificationTests(CertifiedServer server) : IClassFixture<CertifiedServer>
{
    /// <summary>The sections of the scenario that ask for something, by level; what they share is said for all levels.</summary>
    private static readonly (string Level, string Sections)[] Scenario =
    [
        ("Basic Core", "2.2.1 2.2.2 2.2.3 2.2.8 2.2.9 2.3.1 2.3.2 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.5.1 2.5.2 2.6"),
        ("Basic Properties", "2.2.4 2.2.5 2.2.6 2.2.7"),
        ("Batch Core", "3.2.1 3.2.2 3.2.5 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3"),
        ("Batch Properties", "3.2.3 3.2.4 3.2.7"),
        ("Search Core", "4.2.1 4.2.2 4.2.3 4.3.1 4.3.2 4.3.3 4.4.1 4.4.2 4.5.1 4.5.2 4.5.3 4.5.4 4.6.1 4.6.2 4.7.1 4.7.2"),
        ("Search Properties", "4.2.4 4.3.4 4.4.3"),
        ("Transport", "5.1 5.2 5.3 5.4 5.5"),
        ("Discovery", "6.1 6.2 6.3 6.4 6.5 6.6"),
    ];

    public static TheoryData<string> Cases => CertificationCase.Numbers;

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Case_OfTheScenario_Holds(string number) => server.Harness.HoldAsync(number);

    [Fact]
    public void Cases_OfEachLevel_AreTheScenariosSections()
    {
        foreach (var (level, sections) in Scenario)
        {
            var cases = CertificationCase.All.Where(stated => stated.Level == level).Select(stated => stated.Number.Split(' ')[0]).Distinct();
            Assert.Equal(sections.Split(' '), cases.Order(StringComparer.Ordinal));
        }

        Assert.Equal(CertificationCase.All.Count, CertificationCase.All.DistinctBy(stated => stated.Number).Count());
        Assert.Equal(Scenario.Select(part => part.Level).Order(), CertificationCase.All.Select(stated => stated.Level).Distinct().Order());
    }
}
