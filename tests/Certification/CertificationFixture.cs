using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Certification;

/// <summary>What the scenario wants to be stored: the sample's model and steps, put into a tenant.</summary>
public static class CertificationFixture
{
    /// <summary>Makes the tenant and stores everything in it.</summary>
    /// <param name="service">Where.</param>
    /// <param name="tenant">A tenant that is not there yet.</param>
    public static async Task StoreAsync(IAclService service, TenantId tenant)
    {
        await service.PutTenantAsync(tenant, new TenantDefinition { ModelFile = Read("model") }, TestContext.Current.CancellationToken);
        var steps = StepWire.ReadRequest(Yaml.Parse(Read("fixture")));
        var result = await service.ApplyAsync(tenant, steps, TestContext.Current.CancellationToken);
        Assert.True(result.Applied, string.Join("; ", result.Results.Select(r => r.Message)));
    }

    /// <summary>The text of a file that comes with this assembly.</summary>
    internal static string Read(string file)
    {
        using var stream = new StreamReader(typeof(CertificationFixture).Assembly.GetManifestResourceStream(file)!);
        return stream.ReadToEnd();
    }
}
