using OrleansAcl.Documents;

namespace OrleansAcl.Silo.Tests;

/// <summary>What a cluster says of itself, to the administrator.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task Server_OfTwoSilos_TellsOfEach_AndOfTheOneThatHasGone()
    {
        var options = new SiloOptions { ClusterId = "server-tests", ServiceId = "server-tests" };
        await using var first = await LocalSilo.StartAsync(options);
        var primary = Only(await ServerAsync(first))["address"]!.Text.Split(':', '@')[1];
        await using (var second = await LocalSilo.StartAsync(options with { PrimaryPort = int.Parse(primary, System.Globalization.CultureInfo.InvariantCulture) }))
        {
            await first.PutTenantAsync("jobs");
            await second.GetAsync("/tenants/jobs/v1/users");
            var silos = (await ServerAsync(second))["silos"]!.Items;
            Assert.Equal(["Active", "Active"], silos.Select(s => s["status"]!.Text));
            var its = Assert.Single(silos, s => s["this"]!.Text == "true");
            Assert.Equal(second.Http.BaseAddress!.ToString().TrimEnd('/'), Assert.Single(its["report"]!["http"]!.Items).Text.TrimEnd('/'));
            Assert.All(silos, s => Assert.Equal(("1.0.0", true), (s["report"]!["process"]!["version"]!.Text, s["activations"]!.AsInteger() >= 0)));
            var copy = Assert.Single(silos.SelectMany(s => s["report"]!["copies"]!.Items).DistinctBy(c => c["tenant"]!.Text));
            Assert.Equal(("jobs", "0", "0"), (copy["tenant"]!.Text, copy["revision"]!.Text, copy["behind"]!.Text));
        }

        var left = (await ServerAsync(first))["silos"]!.Items;
        Assert.Equal(["Active", "Dead"], left.Select(s => s["status"]!.Text));
        Assert.Equal((null, null), (left[1]["report"], left[1]["silent"]));
    }

    private static Node Only(Node server) => Assert.Single(server["silos"]!.Items);

    private static async Task<Node> ServerAsync(LocalSilo silo)
    {
        var (status, body) = await silo.GetAsync("/server");
        Assert.Equal((System.Net.HttpStatusCode.OK, ""), (status, status == System.Net.HttpStatusCode.OK ? "" : body));
        return Json.Parse(body);
    }
}
