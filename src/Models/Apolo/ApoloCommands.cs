using OrleansAcl.Changes;
using OrleansAcl.Documents;
using OrleansAcl.State;

namespace OrleansAcl.Models.Apolo;

/// <summary>What each command does, through the same steps as everybody else.</summary>
internal sealed class ApoloCommands(CommandScope scope)
{
    private readonly ApoloUris _uris = new(scope);

    /// <summary>The lines printed.</summary>
    public List<string> Out { get; } = [];

    private LevelRules Rules => scope.Model.Levels!;

    /// <summary><c>grant URI PRINCIPAL [LEVEL]</c>.</summary>
    public void Grant(ApoloArguments arguments)
    {
        var level = arguments[2] ?? Rules.Order[Rules.Default];
        if (!Rules.Grantable.Any(l => Rules.Order[l] == level))
            throw new ApoloUsageException($"unknown level `{level}`; expected {DocumentSteps.Names(Rules)}");
        GrantSteps.GrantLevel(scope.Step, _uris.Read(arguments[0]!), Changeable(arguments[1]!), Node.Of(level));
    }

    /// <summary><c>revoke URI PRINCIPAL</c>.</summary>
    public void Revoke(ApoloArguments arguments) => GrantSteps.RevokeLevel(scope.Step, _uris.Read(arguments[0]!), Changeable(arguments[1]!));

    private SubjectRef Changeable(string name)
    {
        var principal = Principal(name);
        if (principal.Type == SubjectRef.Role && GrantSteps.IsDefaultRole(scope.Step, principal.Id))
            throw new AclException(ErrorCodes.InvalidDocument, $"the default role `{name}` cannot be changed");
        return principal;
    }

    /// <summary>A name with a slash is a role's, any other a user's.</summary>
    private static SubjectRef Principal(string name)
    {
        if (name.Contains(':')) throw new AclException(ErrorCodes.InvalidDocument, $"`{References.Shown(name)}` is no name of a user or role");
        return new SubjectRef(name.Contains('/') ? SubjectRef.Role : SubjectRef.User, name);
    }

    /// <summary><c>add-role NAME</c>; one that is there already stays as it is and is refused.</summary>
    public void AddRole(ApoloArguments arguments)
    {
        var role = DocumentSteps.RequireRoleName(scope.Step, arguments[0]!);
        scope.Step.Guard("role.create", ("name", role.Id));
        if (scope.Step.Draft.Principal(role).Stored) throw new AclException(ErrorCodes.InvalidDocument, $"role `{role.Id}` exists already");
        DocumentSteps.Document(scope.Step, "role", Node.Map(("name", Node.Of(role.Id))));
    }

    /// <summary><c>remove-role NAME</c>.</summary>
    public void RemoveRole(ApoloArguments arguments)
    {
        var name = arguments[0]!;
        if (!GrantSteps.IsDefaultRole(scope.Step, name)) DocumentSteps.RequireRoleName(scope.Step, name);
        DeleteSteps.Delete(scope.Step, Node.Of($"{SubjectRef.Role}:{name}"));
    }

    /// <summary><c>list-roles [PRINCIPAL]</c>: stored roles under a name, by default one's own.</summary>
    public void ListRoles(ApoloArguments arguments)
    {
        var owner = arguments[0] ?? scope.Caller?.Id ?? throw new ApoloUsageException("list-roles: nobody is signed in, so a principal is needed");
        RequireMaySee(arguments[0] is { } other ? Principal(other) : scope.Caller!.Value);
        Out.AddRange(scope.Roles().Where(r => r.StartsWith(owner + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary><c>list [URI] [-s SCHEME] [-u PRINCIPAL] [--shared] [--full-uri]</c>.</summary>
    public void List(ApoloArguments arguments)
    {
        if (arguments.Scheme is { } scheme && scope.Model.Types.All(t => t.Name != scheme)) throw new ApoloUsageException($"unknown scheme `{scheme}`");
        ResourceRef? under = arguments[0] is { } uri ? _uris.Read(uri) : null;
        var principal = arguments.Principal is { } named ? Principal(named) : scope.Caller
            ?? throw new ApoloUsageException("list: nobody is signed in, so -u is needed");
        RequireMaySee(principal);
        RequireThere(principal);
        var lines = arguments.Shared ? ApoloPermission.SharedBy(scope, principal) : ApoloPermission.HeldBy(scope, principal);
        Out.AddRange(lines
            .Where(l => arguments.Scheme is null || l.Resource.Type == arguments.Scheme)
            .Where(l => under is not { } top || (l.Resource.Type == top.Type && Selectors.SubtreeSelector.Covers(top.Id, l.Resource.Id)))
            .OrderBy(l => l.Resource.ToString(), StringComparer.Ordinal).ThenBy(l => l.To, StringComparer.Ordinal)
            .Select(l => l.Line(_uris.Show(l.Resource, arguments.FullUri), scope)));
    }

    /// <summary>Seeing somebody else's list takes the right to read him or it; one's own, that one is active.</summary>
    private void RequireMaySee(SubjectRef principal)
    {
        if (scope.Caller is not { } caller) return;
        if (caller != principal)
            scope.Step.Guard("principal.see", ("resource", $"{principal.Type}://{principal.Id}"));
        else if (!scope.Step.View.Closure(caller).Active)
            throw new StepDeniedException([]);
    }

    private void RequireThere(SubjectRef principal)
    {
        if (principal.Type == SubjectRef.Role && !GrantSteps.IsDefaultRole(scope.Step, principal.Id) && !scope.Step.Draft.Principal(principal).Stored)
            throw StepScope.NotFound($"role `{principal.Id}`");
    }
}
