using OrleansAcl.Documents;

namespace OrleansAcl.Oracle.Apolo;

/// <content>Section 3: what is granted, by steps of the system.</content>
public sealed partial class ApoloWorld
{
    /// <inheritdoc/>
    protected override void Put(User user)
    {
        if (Users.Exists(u => u.Id == user.Id)) throw new PageIsSilentException("what storing a user again does to the roles granted him");
        base.Put(user);
        foreach (var role in user.Roles) Record(user.Subject, new ResourceRef("role", role), 2);
    }

    /// <inheritdoc/>
    protected override void Put(Group group) => throw new AclException(ErrorCodes.InvalidDocument, "there are no groups");

    /// <inheritdoc/>
    protected override void Store(string verb, Node value)
    {
        switch (verb)
        {
            case "role": StoreRole(value); break;
            case "grant":
                var to = SubjectRef.Parse(value.Require("to").AsString());
                RequireStoredRole(to);
                Record(to, Canonical(value.Require("resource").AsString()), Array.IndexOf(Levels, value["level"]?.AsString() ?? "read"));
                break;
            case "revoke":
                var from = SubjectRef.Parse(value.Require("from").AsString());
                RequireStoredRole(from);
                Revoke(from, Canonical(value.Require("resource").AsString()));
                break;
            default: throw new PageIsSilentException(verb);
        }
    }

    private void StoreRole(Node value)
    {
        var name = value.Require("name").AsString();
        if (IsDefault(name)) throw new PageIsSilentException("storing a default role");
        Roles.Remove(name);
        Roles.Add(name);
        var role = new SubjectRef(SubjectRef.Role, name);
        _grants.RemoveAll(g => g.To == role);
        foreach (var permission in value["permissions"]?.AsList() ?? [])
            Record(role, Canonical(permission.Require("uri").AsString()), Array.IndexOf(Levels, permission.Require("action").AsString()));
    }

    private void RequireStoredRole(SubjectRef principal)
    {
        if (principal.Type != SubjectRef.Role) return;
        if (IsDefault(principal.Id)) throw new AclException(ErrorCodes.InvalidDocument, "a default role");
        if (!Roles.Contains(principal.Id)) throw new PageIsSilentException("a grant to a role that is not stored");
    }

    /// <summary>A grant never lowers.</summary>
    private void Record(SubjectRef to, ResourceRef uri, int level)
    {
        var before = _grants.Find(g => g.To == to && g.Uri == uri)?.Level ?? -1;
        _grants.RemoveAll(g => g.To == to && g.Uri == uri);
        _grants.Add(new Grant(to, uri, Math.Max(before, level)));
    }

    private void Revoke(SubjectRef from, ResourceRef uri)
    {
        if (_grants.RemoveAll(g => g.To == from && g.Uri == uri) == 0) throw new AclException(ErrorCodes.NoEffect, "none there");
    }

    /// <inheritdoc/>
    protected override void Bind(Node value)
    {
        foreach (var binding in Asked(value))
        {
            if (!Roles.Contains(binding.What)) throw new PageIsSilentException("binding a role that is not stored");
            Record(binding.Subject, new ResourceRef("role", binding.What), 2);
        }
    }

    /// <inheritdoc/>
    protected override void Unbind(Node value)
    {
        var asked = Asked(value);
        if (!Roles.Contains(asked[0].What)) throw new PageIsSilentException("unbinding a role that is not stored");
        if (asked.Count != 1) throw new PageIsSilentException("revoking from several at once");
        Revoke(asked[0].Subject, new ResourceRef("role", asked[0].What));
    }

    /// <inheritdoc/>
    protected override void Forget(SubjectRef subject) => _grants.RemoveAll(g =>
        g.To == subject || (subject.Type == SubjectRef.User && g.Uri.Type == "role" && g.Uri.Id.EndsWith($"/users/{subject.Id}", StringComparison.Ordinal)));

    /// <inheritdoc/>
    protected override bool Drop(string type, string id)
    {
        if (IsDefault(id)) throw new AclException(ErrorCodes.InvalidDocument, "a default role");
        if (!Roles.Remove(id)) return false;
        var role = new SubjectRef(SubjectRef.Role, id);
        _grants.RemoveAll(g => g.To == role || g.Uri == new ResourceRef("role", id));
        return true;
    }

    /// <inheritdoc/>
    protected override bool MayBind(string name) => true;
}
