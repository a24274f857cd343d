using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Cli.Serving;

namespace OrleansAcl.Cli.Tests;

public sealed class DemoTests : IAsyncLifetime
{
    private IAclService _service = null!;

    public static TheoryData<string> Models => [.. DemoTenants.Examples.Select(example => example.Model)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await new Hosts().OpenInMemoryAsync();

    public ValueTask DisposeAsync() => new Opened(_service).DisposeAsync();

    [Fact]
    public void Demo_Examples_CoverEveryBuiltInModel() =>
        Assert.Equal(new Hosts().ModelNames.Order(), DemoTenants.Examples.Select(example => example.Model).Order());

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Demo_Tenant_AnswersAsItsExampleSays(string model)
    {
        await DemoTenants.FillAsync(_service, Cancellation);
        var runner = new StepRunner(_service, TenantId.Parse(model));

        foreach (var step in DemoTenants.Examples.Single(example => example.Model == model).Steps.Where(step => step.Verb.Kind != VerbKind.SetUp))
            Assert.Empty(await runner.RunAsync(step, Cancellation));
    }

    [Fact]
    public async Task Demo_FilledTwice_ChangesNothing()
    {
        await DemoTenants.FillAsync(_service, Cancellation);
        var before = await _service.ListTenantsAsync(Cancellation);

        await DemoTenants.FillAsync(_service, Cancellation);

        Assert.Equal(before.Select(tenant => (tenant.Tenant, tenant.Revision)), (await _service.ListTenantsAsync(Cancellation)).Select(tenant => (tenant.Tenant, tenant.Revision)));
    }

    [Fact]
    public async Task Demo_Requests_ArePrintedWithTheirAnswers()
    {
        var data = Directory.CreateTempSubdirectory("acl-");
        try
        {
            await DemoTenants.FillAsync(_service, Cancellation);
            await using var server = await WebServer.StartAsync(_service, new ServeSettings(data.FullName, "127.0.0.1", 0, Demo: true), Cancellation);
            var output = new StringWriter();

            await DemoRequests.PrintAsync(server.Address, data.FullName, output, Cancellation);

            Assert.Equal(3, output.ToString().Split("curl -s ").Length - 1);
            Assert.Equal(3, output.ToString().Split("{\"decision\":").Length - 1);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
