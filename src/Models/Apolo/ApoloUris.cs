using OrleansAcl.Changes;

namespace OrleansAcl.Models.Apolo;

/// <summary>URIs as the command line takes and shows them: relative to the default cluster, organisation and project.</summary>
internal sealed class ApoloUris(CommandScope scope)
{
    private UriRules Rules => scope.Model.Uris!;

    /// <summary>The resource of a URI on the command line, where <c>storage:</c> is the project's root and <c>storage://</c> the scheme.</summary>
    /// <exception cref="AclException">When it is malformed.</exception>
    public ResourceRef Read(string text)
    {
        var written = ResourceRef.Parse(text);
        if (written.Id.Length > 0) return scope.Model.Resolve(written, scope.Settings).Ref;
        if (Rules.AbsoluteOnly.Contains(written.Type))
            throw new AclException(ErrorCodes.InvalidDocument, $"a {written.Type} is written {written.Type}://..");
        return scope.Model.Resolve(ResourceRef.Parse($"{text}//{Rules.Start(scope.Settings, Rules.Place.Count)}"), scope.Settings).Ref;
    }

    /// <summary>A resource as people read it.</summary>
    public string Show(ResourceRef resource, bool full)
    {
        var (type, id) = (resource.Type, resource.Id);
        if (full || id.Length == 0 || Rules.AbsoluteOnly.Contains(type)) return resource.ToString();
        var project = Rules.Start(scope.Settings, Rules.Place.Count);
        if (id == project) return resource.ToString();
        if (id.StartsWith(project + "/", StringComparison.Ordinal)) return $"{type}:{id[(project.Length + 1)..]}";
        var organisation = Rules.Start(scope.Settings, Rules.Place.Count - 1);
        return id.StartsWith(organisation + "/", StringComparison.Ordinal) ? $"{type}:{id[organisation.Length..]}" : resource.ToString();
    }
}
