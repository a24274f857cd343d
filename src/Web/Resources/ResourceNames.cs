namespace OrleansAcl.Web.Resources;

/// <summary>Short names of resources, beside what they lie in.</summary>
internal static class ResourceNames
{
    /// <summary>The last part of a URI; any other reference whole.</summary>
    public static string Last(string reference) =>
        reference.Contains("://", StringComparison.Ordinal) ? reference[(reference.LastIndexOf('/') + 1)..] : reference;
}
