using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.Apolo;

/// <summary>Sections 1 to 4 of the page <c>apolo</c>, for the default cluster, organisation and project given.</summary>
public sealed partial class ApoloWorld(DateTimeOffset clock, string cluster, string org, string project) : World(clock)
{
    private static readonly string[] Levels = ["deny", "list", "read", "write", "manage"];

    private sealed record Permission(ResourceRef Uri, int Level);

    private sealed record Grant(SubjectRef To, ResourceRef Uri, int Level);

    private readonly ApoloUri _uris = new(cluster, org, project);
    private readonly List<Grant> _grants = [];

    /// <summary>Names of the stored roles.</summary>
    public List<string> Roles { get; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ActionsOf(ResourceRef resource) => ["list", "read", "write", "manage"];

    /// <inheritdoc/>
    public override bool Decide(CheckRequest check)
    {
        var uri = Canonical(check.Resource.ToString());
        Require(check.Action, Levels);
        if (check.Subject.Type == SubjectRef.User) Consider(check.Subject, uri);
        if (check.SubjectProperties is not null) throw new PageIsSilentException("roles in a token");
        if (check.Subject.Type == SubjectRef.User && !UserNamed(check.Subject).Active) return false;

        var permissions = new List<Permission>();
        Collect(check.Subject, permissions, []);
        var needed = Array.IndexOf(Levels, check.Action);
        var level = permissions.Where(p => ApoloUri.Covers(p.Uri, uri)).Select(p => p.Level).DefaultIfEmpty(0).Max();
        return level >= needed || (check.Action == "list" && permissions.Exists(p => p.Level >= 1 && ApoloUri.Covers(uri, p.Uri)));
    }

    private void Consider(SubjectRef user, ResourceRef uri)
    {
        if (uri.Type is "role" or "user" && !Users.Exists(u => u.Subject == user)) throw new PageIsSilentException("the prefix of an unstored user");
    }

    /// <summary>Direct + owned + own prefix + for each role expanded: the role's permissions.</summary>
    private void Collect(SubjectRef subject, List<Permission> found, List<SubjectRef> seen)
    {
        if (seen.Contains(subject)) return;
        seen.Add(subject);
        if (HeldBy(subject) is { } user) Collect(user, found, seen);
        var own = Own(subject);
        found.AddRange(own);
        foreach (var role in own.Where(p => p.Uri.Type == "role" && p.Uri.Id != "" && p.Level >= 2)) Collect(new SubjectRef("role", role.Uri.Id), found, seen);
    }

    private List<Permission> Own(SubjectRef subject)
    {
        var own = _grants.Where(g => g.To == subject).Select(g => new Permission(g.Uri, g.Level)).ToList();
        if (subject.Type == SubjectRef.Role)
            return IsDefault(subject.Id) ? Contents(subject.Id) : Roles.Contains(subject.Id) ? own : [];
        own.AddRange(Resources.Where(r => r.Owner == subject).Select(r => new Permission(r.Ref, 4)));
        own.Add(new Permission(new ResourceRef("role", subject.Id), 4));
        own.Add(new Permission(new ResourceRef("user", subject.Id), 2));
        return own;
    }

    /// <summary>The user whose permissions <c>{cluster}/users/{name}</c> always is.</summary>
    private SubjectRef? HeldBy(SubjectRef subject) =>
        subject.Type == SubjectRef.Role ? Users.Find(u => subject.Id == $"{cluster}/users/{u.Id}")?.Subject : null;

    private List<Permission> Contents(string role)
    {
        if (role != $"{cluster}/admin" && role != $"{cluster}/manager") return [];
        var level = role == $"{cluster}/admin" ? 4 : 3;
        return [.. ApoloUri.ClusterSchemes.Select(s => new Permission(new ResourceRef(s, cluster), level))];
    }

    private bool IsDefault(string role) => role == $"{cluster}/admin" || role == $"{cluster}/manager" || HeldBy(new SubjectRef(SubjectRef.Role, role)) is not null;

    /// <inheritdoc/>
    public override ResourceRef Written(ResourceRef stored) => ResourceRef.Parse($"{stored.Type}://{stored.Id}");

    /// <inheritdoc/>
    protected override ResourceRef Canonical(string written) => _uris.Read(written);
}
