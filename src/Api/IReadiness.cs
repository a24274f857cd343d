namespace OrleansAcl.Api;

/// <summary>
/// Says whether the host should be sent requests. A host that knows registers one; without it <c>/healthz/ready</c> asks the service.
/// </summary>
public interface IReadiness
{
    /// <summary>Why not, in a few words; null when it should. Answers soon, also when what it depends on does not.</summary>
    ValueTask<string?> WhyNotAsync(CancellationToken cancellation);
}
