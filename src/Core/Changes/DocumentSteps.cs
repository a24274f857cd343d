using System.Collections.Immutable;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary>The verbs that carry a document in a system's own format: <c>role</c>, <c>policy</c>, <c>policy_collection</c>, <c>object_policy</c>.</summary>
internal static class DocumentSteps
{
    private static readonly string[] Verbs = ["role", "policy", "policy_collection", "object_policy"];

    /// <summary>Stores a document.</summary>
    public static void Document(StepScope scope, string verb, Node value)
    {
        if (!scope.Model.Documents.TryGetValue(verb, out var format))
            throw new AclException(ErrorCodes.InvalidDocument, Verbs.Contains(verb)
                ? $"model `{scope.Model.Name}` has no {verb} documents"
                : $"`{References.Shown(verb)}` is not a verb");
        switch (format.Read(verb, value, scope.Model, scope.Settings))
        {
            case DocumentContent.Set { Permissions: var set }: PutSet(scope, set, value); break;
            case DocumentContent.Acl acl: PutAcl(scope, verb, acl); break;
            case DocumentContent.LevelRole role: PutRole(scope, role); break;
        }
    }

    /// <summary>Stores a permission set under its key, whoever holds it already.</summary>
    public static void PutSet(StepScope scope, PermissionSet set, Node document)
    {
        var state = scope.Draft.Set(set.Key);
        scope.Guard($"{set.Key.Kind}.{(state.Set is null ? "create" : "update")}", ("name", set.Key.Id));
        scope.Warnings.AddRange(set.Warnings);
        scope.Draft.Put(set.Key, state with { Document = document.Copy(), Set = set });
    }

    private static void PutAcl(StepScope scope, string verb, DocumentContent.Acl acl)
    {
        var (type, reference) = scope.Model.Resolve(acl.Resource, scope.Settings, Reach.Stored);
        scope.Guard(verb, ("resource", reference.ToString()), ("type", type.Name));
        if (!scope.Draft.Resource(type, reference).Stored) throw StepScope.NotFound($"`{reference}`");
        ResourceSteps.PutAcl(scope, type, reference, scope.Caller, acl.Entries);
    }

    private static void PutRole(StepScope scope, DocumentContent.LevelRole role)
    {
        var rules = scope.Model.Levels!;
        var name = RequireRoleName(scope, role.Name);
        var grants = ImmutableDictionary<ResourceRef, int>.Empty;
        foreach (var (resource, level) in role.Permissions)
        {
            var (_, reference) = scope.Resolve(resource);
            var granted = rules.Level(level);
            if (scope.Caller is not null && !rules.Grantable.Contains(granted)) throw level.Invalid("people may give only " + Names(rules));
            if (!grants.TryGetValue(reference, out var before) || before < granted) grants = grants.SetItem(reference, granted);
        }

        var state = scope.Draft.Principal(name);
        scope.Guard(state.Stored ? "role.update" : "role.create", ("name", name.Id));
        foreach (var reference in grants.Keys) scope.Guard("role.content", ("name", name.Id), ("resource", reference.ToString()));
        scope.Draft.Put(state with { Stored = true, Grants = grants });
    }

    /// <summary>The levels people may give, for messages.</summary>
    public static string Names(LevelRules rules) => string.Join(", ", rules.Grantable.Select(l => rules.Order[l]));

    /// <summary>A name that a stored role may have.</summary>
    public static SubjectRef RequireRoleName(StepScope scope, string name)
    {
        if (name.Length > 0 && scope.Model.Levels!.RoleName.Matches(new Selectors.Target(scope.Model.AllTypes[0], name, null)))
            return new SubjectRef(SubjectRef.Role, name);
        throw new AclException(ErrorCodes.InvalidDocument, $"`{References.Shown(name)}` is not a role name; expected owner/roles/name", "name");
    }
}

/// <summary><c>clock</c>.</summary>
internal static class ClockSteps
{
    /// <summary>Moves the tenant's own clock: to an instant, or on by <c>+1h</c>, <c>+30m</c>, <c>+2d</c>.</summary>
    public static void Clock(StepScope scope, Node value)
    {
        if (scope.Caller is not null) throw value.Invalid("a clock is not moved as somebody");
        if (scope.Draft.Clock is not { } now) throw value.Invalid("this tenant has no clock of its own");
        var text = value.AsName();
        scope.Draft.Clock = text[0] == '+' ? now + Span(value, text) : value.AsInstant();
    }

    private static TimeSpan Span(Node value, string text)
    {
        if (text.Length > 2 && int.TryParse(text.AsSpan(1, text.Length - 2), System.Globalization.NumberStyles.None, null, out var count))
        {
            switch (text[^1])
            {
                case 'd': return TimeSpan.FromDays(count);
                case 'h': return TimeSpan.FromHours(count);
                case 'm': return TimeSpan.FromMinutes(count);
                case 's': return TimeSpan.FromSeconds(count);
            }
        }

        throw value.Invalid("expected an instant, or +1h, +30m, +2d");
    }
}

/// <summary><c>run</c>.</summary>
internal static class CommandSteps
{
    /// <summary>Runs a command line of the model's own.</summary>
    public static void Run(StepScope scope, Node value)
    {
        var line = value.AsName();
        if (scope.Model.Commands is not { } commands) throw value.Invalid($"model `{scope.Model.Name}` has no command line");
        var command = new CommandScope(scope);
        scope.Output = commands.Run(Split(value, line), command);
        scope.Refusal = command.Refusal;
    }

    /// <summary>Words at blanks; double quotes keep a word together, a backslash in them keeps the next character.</summary>
    private static List<string> Split(Node value, string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var (quoted, open) = (false, false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"') (quoted, open) = (!quoted, true);
            else if (quoted && c == '\\' && i + 1 < line.Length) word.Append(line[++i]);
            else if (!quoted && char.IsWhiteSpace(c)) Close();
            else word.Append(c);
        }

        if (quoted) throw value.Invalid("a quote is not closed");
        Close();
        return words;

        void Close()
        {
            if (word.Length > 0 || open) words.Add(word.ToString());
            word.Clear();
            open = false;
        }
    }
}
