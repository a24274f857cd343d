using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.SlcHub;

/// <summary>Sections 2 to 4 of the page <c>slc-hub</c>.</summary>
public sealed class SlcHubWorld(DateTimeOffset clock) : World(clock)
{
    private readonly List<(string Name, List<Rule> Rules)> _roles = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ActionsOf(ResourceRef resource) => ObjectActions.Of(ObjectOf(resource));

    /// <inheritdoc/>
    public override bool Decide(CheckRequest check)
    {
        ObjectOf(check.Resource);
        var user = UserNamed(check.Subject);
        var thing = ResourceNamed(check.Resource);
        if (!user.Active) return false;
        if (thing.Owner == user.Subject && thing.Ref.Type == "pipeline-run") return true;
        if (thing.Owner == user.Subject && thing.Ref.Type == "job-execution" && check.Action != "ViewLog") return true;
        var ns = thing.Ref.Type == "namespace" ? thing.Ref.Id : check.Namespace ?? thing.Namespace;
        return Decide(user, check.SubjectProperties, check.Action, ObjectOf(check.Resource), ns);
    }

    /// <summary>The page's <c>decide(user, action, object, ns)</c>.</summary>
    internal bool Decide(User user, Node? token, string action, string text, string? ns)
    {
        if (!user.Active) return false;
        List<SubjectRef> subjects = [user.Subject, .. GroupsOf(user.Subject, token)];
        var hit = Bindings.Where(b => subjects.Contains(b.Subject) && (b.Namespace is null || b.Namespace == ns))
            .SelectMany(b => _roles.Find(r => r.Name == b.What).Rules ?? [])
            .Where(r => r.Matches(text) && (r.Actions.Contains("*") || r.Actions.Contains(action)))
            .ToList();
        return hit.Count > 0 && hit.TrueForAll(r => r.Allow);
    }

    internal User Caller(SubjectRef subject) => UserNamed(subject);

    internal Resource Stored(ResourceRef reference) => ResourceNamed(reference);

    private static string ObjectOf(ResourceRef resource) => resource.Type switch
    {
        "object" => resource.Id,
        "job-execution" => "/Jobs",
        "pipeline-run" => "/PipelineRuns",
        "auth-domain" => "/AuthDomains/" + resource.Id,
        "namespace" => "/Namespace",
        "role-binding" => "/RoleBindings",
        "execution-profile-binding" => "/ExecutionProfileBindings",
        _ => throw new AclException(ErrorCodes.UnknownType, "no direct check on it"),
    };

    /// <inheritdoc/>
    protected override void Store(string verb, Node value)
    {
        switch (verb)
        {
            case "role":
                var name = value.Require("name").AsString();
                Drop(verb, name);
                _roles.Add((name, [.. (value["rules"]?.AsList() ?? []).Select(Rule.Read)]));
                break;
            case "grant":
                var to = RulesOf(value.Require("to").AsString());
                var granted = Canonical(value.Require("resource").AsString()).Id;
                to.RemoveAll(r => r.Allow && r.Object == granted);
                to.Add(new Rule(granted, value["actions"]?.AsStrings() ?? ["*"], true, "simple"));
                break;
            case "revoke":
                var revoked = Canonical(value.Require("resource").AsString()).Id;
                if (RulesOf(value.Require("from").AsString()).RemoveAll(r => r.Allow && r.Object == revoked) == 0)
                    throw new AclException(ErrorCodes.NoEffect, "none there");
                break;
            default: throw new PageIsSilentException(verb);
        }
    }

    private List<Rule> RulesOf(string role) => _roles.Find(r => "role:" + r.Name == role).Rules ?? throw new AclException(ErrorCodes.NotFound, "unknown role");

    /// <inheritdoc/>
    protected override void Unbind(Node value)
    {
        var asked = Asked(value);
        if (!MayBind(asked[0].What)) throw new PageIsSilentException("unbinding an unknown role");
        var there = asked.Count(Bindings.Contains);
        if (there == 0) throw new AclException(ErrorCodes.NoEffect, "none there");
        if (there < asked.Count) throw new PageIsSilentException("unbinding from several, some of whom do not have it");
        base.Unbind(value);
    }

    /// <inheritdoc/>
    protected override bool Drop(string type, string id) => _roles.RemoveAll(r => r.Name == id) > 0;

    /// <inheritdoc/>
    protected override bool MayBind(string name) => _roles.Exists(r => r.Name == name);
}
