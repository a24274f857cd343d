namespace OrleansAcl.Api.AuthZen;

/// <summary>The standard's paths below a policy decision point.</summary>
internal static class AuthZenPaths
{
    public const string Evaluation = "/access/v1/evaluation";
    public const string Evaluations = "/access/v1/evaluations";
    public const string SearchSubject = "/access/v1/search/subject";
    public const string SearchResource = "/access/v1/search/resource";
    public const string SearchAction = "/access/v1/search/action";
    public const string Metadata = "/.well-known/authzen-configuration";
}
