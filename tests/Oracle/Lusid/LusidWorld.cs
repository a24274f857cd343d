using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.Lusid;

/// <summary>Section 4 of the page <c>lusid-scheduler</c>.</summary>
public sealed class LusidWorld(DateTimeOffset clock) : World(clock)
{
    private const string Administrator = "lusid-administrator";

    private sealed record Collection(PolicyId Id, List<PolicyId> Policies, List<PolicyId> Collections);

    private sealed record Role(string Code, long Rank, Node? When, List<PolicyId> Policies, List<PolicyId> Collections);

    private readonly List<Policy> _policies = [];
    private readonly List<Collection> _collections = [];
    private readonly List<Role> _roles = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ActionsOf(ResourceRef resource) => Vocabulary.Actions(Canonical(resource.ToString()).Type);

    /// <inheritdoc/>
    public override bool Decide(CheckRequest check)
    {
        if (!ActionsOf(check.Resource).Any(a => Vocabulary.Same(a, check.Action))) throw new AclException(ErrorCodes.UnknownAction, "no such action");
        var user = UserNamed(check.Subject);
        if (!user.Active) return false;
        var roles = RolesOf(user, check.SubjectProperties);
        if (roles.Contains(Administrator)) return true;

        var asked = new Question(check.Action, ResourceNamed(check.Resource, check.ResourceProperties), check.Context, Now);
        foreach (var level in _roles.Where(r => roles.Contains(r.Code)).GroupBy(r => r.Rank).OrderBy(g => g.Key))
        {
            var hit = level.Where(r => Policy.IsOpen(r.When, Now)).SelectMany(PoliciesOf).Where(p => p.Matches(asked)).ToList();
            if (hit.Exists(p => !p.Allow)) return false;
            if (hit.Count > 0) return true;
        }

        return false;
    }

    internal Resource Stored(string reference) => ResourceNamed(ResourceRef.Parse(reference));

    /// <summary>Token roles if the subject carries them, else stored roles and roles bound to the user or his groups.</summary>
    private List<string> RolesOf(User user, Node? token)
    {
        if (token?["roles"] is { } roles) return [.. roles.AsStrings()];
        List<SubjectRef> subjects = [user.Subject, .. GroupsOf(user.Subject, token)];
        return [.. user.Roles, .. Bindings.Where(b => subjects.Contains(b.Subject)).Select(b => b.What)];
    }

    /// <summary>Reached directly or through collections; what is missing matches nothing and cycles are harmless.</summary>
    private IEnumerable<Policy> PoliciesOf(Role role)
    {
        var seen = new List<PolicyId>();
        var named = role.Policies.Concat(role.Collections.SelectMany(c => Open(c, seen))).ToList();
        return _policies.Where(p => named.Contains(p.Id));
    }

    private List<PolicyId> Open(PolicyId id, List<PolicyId> seen)
    {
        if (seen.Contains(id) || _collections.Find(c => c.Id == id) is not { } collection) return [];
        seen.Add(id);
        return [.. collection.Policies, .. collection.Collections.SelectMany(c => Open(c, seen))];
    }

    /// <inheritdoc/>
    protected override ResourceRef Canonical(string written)
    {
        var plain = base.Canonical(written);
        return new ResourceRef(Vocabulary.Type(plain.Type), plain.Id);
    }

    /// <inheritdoc/>
    protected override void Store(string verb, Node value)
    {
        switch (verb)
        {
            case "policy":
                var policy = Policy.Read(value);
                _policies.RemoveAll(p => p.Id == policy.Id);
                _policies.Add(policy);
                break;
            case "policy_collection":
                var collection = new Collection(PolicyId.Read(value), PolicyId.ReadList(value["policies"]), PolicyId.ReadList(value["policyCollections"]));
                _collections.RemoveAll(c => c.Id == collection.Id);
                _collections.Add(collection);
                break;
            case "role":
                var role = ReadRole(value);
                _roles.RemoveAll(r => r.Code == role.Code);
                _roles.Add(role);
                break;
            default: throw new PageIsSilentException(verb);
        }
    }

    private static Role ReadRole(Node value)
    {
        var named = value.At("resource", "policyIdRoleResource");
        return new Role(
            value.Require("code").AsString(), value["rank"]?.AsInteger() ?? long.MaxValue, value["when"],
            PolicyId.ReadList(named?["policies"]), PolicyId.ReadList(named?["policyCollections"]));
    }

    /// <inheritdoc/>
    protected override void Unbind(Node value)
    {
        if (Asked(value).Exists(b => Users.Exists(u => u.Subject == b.Subject && u.Roles.Contains(b.What))))
            throw new PageIsSilentException("unbinding a role that the user's own document names");
        base.Unbind(value);
    }

    /// <inheritdoc/>
    protected override bool Drop(string type, string id)
    {
        if (type == SubjectRef.Role)
        {
            if (_roles.RemoveAll(r => r.Code == id) == 0) return false;
            for (var i = 0; i < Users.Count; i++) Users[i] = Users[i] with { Roles = [.. Users[i].Roles.Where(r => r != id)] };
            return true;
        }

        if (_policies.Exists(p => p.Id.Code == id && p.Id.Scope != "default")) throw new PageIsSilentException("which scope `policy:p` means");
        return _policies.RemoveAll(p => p.Id.Code == id) > 0;
    }

    /// <inheritdoc/>
    protected override bool MayBind(string name) => name == Administrator || _roles.Exists(r => r.Code == name);
}
