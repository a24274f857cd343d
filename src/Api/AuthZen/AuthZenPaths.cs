namespace OrleansAcl.Api.AuthZen;

/// <summary>The standard's paths below a policy decision point.</summary>
internal static class AuthZenPaths
{
    public const string Evaluation = "/access/v1/evaluation";
    public const string Evaluations = "/access/v1/evaluations";
    public const string Metadata = "/.well-known/authzen-configuration";
}
