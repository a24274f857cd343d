using System.Net;

namespace OrleansAcl.Silo.Tests.Postgres;

/// <summary>What was acknowledged is there when every silo has gone and another comes.</summary>
public sealed class RestartTests(PostgresServer server)
{
    [Fact]
    public async Task WhatWasAcknowledged_OutlivesTheSilos()
    {
        var database = await server.NewDatabaseAsync();
        await new PostgresSchema(database, SchemaStep.All).UpgradeAsync(TestContext.Current.CancellationToken);
        var options = new SiloOptions { Storage = "adonet", Clustering = "adonet", Connection = database };
        await using (var first = await LocalSilo.StartAsync(options))
        {
            await first.PutTenantAsync("kept");
            var applied = await first.Http.PostAsync(
                "/tenants/kept/v1/apply", LocalSilo.Json("""{"steps":[{"user":{"id":"ann"}}]}"""), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, applied.StatusCode);
        }

        await using var second = await LocalSilo.StartAsync(options);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/healthz/ready")).Status);
        var (status, body) = await second.GetAsync("/tenants/kept");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"revision\":1", body);
    }
}
