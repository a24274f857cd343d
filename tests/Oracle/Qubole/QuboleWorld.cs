using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.Qubole;

/// <summary>Section 3 of the page <c>qubole-scheduler</c>; an answer of true is <c>allow</c>, of null <em>does not exist</em>.</summary>
public sealed class QuboleWorld(DateTimeOffset clock) : World(clock)
{
    private static readonly string[] Five = ["read", "update", "delete", "clone", "manage"];
    private static readonly SubjectRef SystemAdmin = new(SubjectRef.Group, "system-admin");
    private static readonly SubjectRef SystemUser = new(SubjectRef.Group, "system-user");

    private sealed record Statement(bool Allow, string Resource, string[] Actions);

    private readonly List<PermissionList> _lists = [];
    private readonly List<(string Name, List<Statement> Statements)> _roles = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ActionsOf(ResourceRef resource) => Five;

    /// <inheritdoc/>
    public override bool Decide(CheckRequest check)
    {
        if (check.Resource.Type != "scheduler") throw new AclException(ErrorCodes.UnknownType, "no such type");
        Require(check.Action, [.. Five, "create"]);
        var user = UserNamed(check.Subject);
        if (user.Admin && check.SubjectProperties?["groups"] is not null)
            throw new PageIsSilentException("whether a token's groups replace the administrator flag");
        var groups = GroupsOf(user.Subject, check.SubjectProperties);
        var schedule = ResourceNamed(check.Resource);

        if (!user.Active) return false;
        if (user.Admin || groups.Contains(SystemAdmin)) return true;
        if (check.Action == "create") return Account(groups, "create");
        var ui = check.Context?["via"]?.AsString() == "ui";
        if (ui && check.Action != "read" && !Raw(user, groups, "read", schedule)) return false;
        return Raw(user, groups, check.Action, schedule);
    }

    private bool Raw(User user, List<SubjectRef> groups, string action, Resource schedule)
    {
        var list = _lists.Find(l => l.Schedule == schedule.Ref);
        var own = list?.Entry(user.Subject, action);
        if (user.Subject == schedule.Owner)
            return list is null || list.Author == schedule.Owner || own != false;
        if (own is not null) return own.Value;
        var inherited = groups.Select(g => list?.Entry(g, action)).Where(e => e is not null).ToList();
        if (inherited.Count > 0) return !inherited.Contains(false);
        return Account(groups, action);
    }

    /// <summary>Whether an active caller is in a named group.</summary>
    internal bool IsIn(OperationRequest request, string group)
    {
        var user = UserNamed(request.Subject);
        var named = user.Admin && group == SystemAdmin.Id;
        return user.Active && (named || GroupsOf(user.Subject, request.SubjectProperties).Contains(new SubjectRef(SubjectRef.Group, group)));
    }

    /// <summary>Whether the roles of an active caller allow an action of another product area.</summary>
    internal bool RolesAllow(OperationRequest request, string area, string action)
    {
        var said = Said(GroupsOf(request.Subject, request.SubjectProperties), area, action);
        if (said.Exists(s => s.Allow) && said.Exists(s => !s.Allow)) throw new PageIsSilentException("roles that disagree about another area");
        return UserNamed(request.Subject).Active && said.Count > 0 && said[0].Allow;
    }

    private List<Statement> Said(List<SubjectRef> groups, string area, string action) =>
    [
        .. _roles.Where(r => IsBound(r.Name, groups))
            .SelectMany(r => r.Statements)
            .Where(s => (s.Resource == area || s.Resource == "all") && (s.Actions.Contains(action) || s.Actions.Contains("all"))),
    ];

    private bool Account(List<SubjectRef> groups, string action)
    {
        var said = Said(groups, "scheduler", action);
        if (said.Exists(s => !s.Allow)) return false;
        if (said.Exists(s => s.Allow)) return true;
        return action == "read" && groups.Contains(SystemUser);
    }

    /// <inheritdoc/>
    protected override void Store(string verb, Node value)
    {
        switch (verb)
        {
            case "acl":
                var on = Canonical(value.Require("resource").AsString());
                if (!IsStored(on)) throw new PageIsSilentException("a dialog on a schedule that is not stored");
                Put(PermissionList.OfDialog(value, on, Five));
                break;
            case "object_policy":
                var body = PermissionList.OfObjectPolicy(value);
                if (!IsStored(body.Schedule)) throw new AclException(ErrorCodes.NotFound, "a schedule that is not stored");
                Put(body);
                break;
            case "role":
                var name = value.Require("name").AsString();
                Drop(verb, name);
                _roles.Add((name, [.. value.Require("policies").AsList().Select(ReadStatement)]));
                break;
            default: throw new PageIsSilentException(verb);
        }
    }

    private bool IsStored(ResourceRef schedule) => Resources.Exists(r => r.Ref == schedule);

    private void Put(PermissionList list)
    {
        Forget(list.Schedule);
        _lists.Add(list);
    }

    private static Statement ReadStatement(Node statement) => new(
        statement.Require("access").AsString() == "allow", statement.Require("resource").AsString(), statement.Require("action").AsStrings());

    /// <inheritdoc/>
    protected override void Bind(Node value)
    {
        if (Asked(value).Exists(b => b.Subject.Type != SubjectRef.Group)) throw new AclException(ErrorCodes.InvalidDocument, "roles go to groups");
        base.Bind(value);
    }

    /// <inheritdoc/>
    protected override void Forget(ResourceRef resource) => _lists.RemoveAll(l => l.Schedule == resource);

    /// <inheritdoc/>
    protected override void Forget(SubjectRef subject)
    {
        for (var i = 0; i < _lists.Count; i++) _lists[i] = _lists[i].Without(subject);
    }

    /// <inheritdoc/>
    protected override bool Drop(string type, string id) => _roles.RemoveAll(r => r.Name == id) > 0;

    /// <inheritdoc/>
    protected override bool MayBind(string name) => _roles.Exists(r => r.Name == name);
}
