using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Certification;

namespace OrleansAcl.Silo.Tests;

/// <summary>Every case of the AuthZEN working group's certification scenario, over HTTP to a silo and below a tenant's own path.</summary>
/// <param name="silo">Serves the scenario's fixture.</param>
public sealed class CertificationTests(CertificationTests.CertifiedSilo silo) : IClassFixture<CertificationTests.CertifiedSilo>
{
    public static TheoryData<string> Cases => CertificationCase.Numbers;

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Case_OfTheScenario_Holds(string number) => silo.Harness.HoldAsync(number);

    /// <summary>A silo with the fixture in a tenant.</summary>
    public sealed class CertifiedSilo : IAsyncLifetime
    {
        private LocalSilo _silo = null!;

        /// <summary>What sends the cases to it.</summary>
        public CertificationHarness Harness { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _silo = await LocalSilo.StartAsync(new SiloOptions { PublicUrl = new Uri("https://pdp.example.com/") });
            await CertificationFixture.StoreAsync(_silo.Application.Services.GetRequiredService<IAclService>(), TenantId.Parse("records"));
            Harness = new CertificationHarness(_silo.Http, new Uri("https://pdp.example.com/tenants/records"));
        }

        public ValueTask DisposeAsync() => _silo.DisposeAsync();
    }
}
