namespace OrleansAcl.Oracle.Apolo;

/// <summary>Section 2: how a URI is written in a step, with the defaults that short ones are relative to.</summary>
internal sealed record ApoloUri(string Cluster, string Org, string Project)
{
    /// <summary>The schemes whose URIs begin with a cluster.</summary>
    public static readonly string[] ClusterSchemes = ["storage", "image", "job", "blob", "secret", "disk", "flow"];

    /// <summary>Reads a URI; the whole scheme has an empty id.</summary>
    public ResourceRef Read(string written)
    {
        var colon = written.IndexOf(':');
        var scheme = written[..colon];
        if (!ClusterSchemes.Contains(scheme) && scheme is not ("role" or "user")) throw new AclException(ErrorCodes.InvalidDocument, "another scheme");
        var rest = written[(colon + 1)..];
        var path = rest switch
        {
            "" or "//" => "",
            ['/', '/', .. var absolute] => absolute,
            ['/', .. var inOrg] => $"{Cluster}/{Org}/{inOrg}",
            _ => $"{Cluster}/{Org}/{Project}/{rest}",
        };
        if (!rest.StartsWith("//", StringComparison.Ordinal) && rest != "" && !ClusterSchemes.Contains(scheme))
            throw new PageIsSilentException("a short URI outside the clusters");
        return new ResourceRef(scheme, path.TrimEnd('/'));
    }

    /// <summary>Whether <paramref name="above"/> is <paramref name="uri"/>, an ancestor at a <c>/</c> boundary, or the bare scheme.</summary>
    public static bool Covers(ResourceRef above, ResourceRef uri) =>
        above.Type == uri.Type && (above.Id == "" || above.Id == uri.Id || uri.Id.StartsWith(above.Id + "/", StringComparison.Ordinal));
}
