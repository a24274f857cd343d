using OrleansAcl.Oracle;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>Something both the oracle and the service can be asked, with answers that compare as text.</summary>
/// <param name="Verb">The verb of a scenario file.</param>
/// <param name="Value">Its value, as JSON.</param>
/// <param name="OfOracle">The oracle's answer.</param>
/// <param name="OfService">The service's answer.</param>
public sealed record Question(string Verb, string Value, Func<World, string> OfOracle, Func<IAclService, TenantId, ValueTask<string>> OfService)
{
    /// <summary>The oracle's answer, an error's code, or null when the page is silent.</summary>
    public string? Expected(World world)
    {
        try
        {
            return OfOracle(world);
        }
        catch (PageIsSilentException)
        {
            return null;
        }
        catch (AclException e)
        {
            return "error " + e.Code;
        }
    }

    /// <summary>The service's answer, or an error's code.</summary>
    public async ValueTask<string> AnsweredAsync(IAclService service, TenantId tenant)
    {
        try
        {
            return await OfService(service, tenant);
        }
        catch (AclException e)
        {
            return "error " + e.Code;
        }
    }
}
