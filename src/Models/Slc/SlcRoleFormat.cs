using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.Selectors;

namespace OrleansAcl.Models.Slc;

/// <summary>Reads SLC Hub roles: rules over object strings. <c>role allow</c> and its reverse are grants on the role's document.</summary>
internal sealed class SlcRoleFormat : IGrantableFormat
{
    private const string ObjectType = "object";

    /// <inheritdoc/>
    public string? Lacking(Model model) => model.TypesByName.ContainsKey(ObjectType) ? null : $"the type `{ObjectType}`";

    /// <inheritdoc/>
    public DocumentContent Read(string verb, Node document, Model model, Node settings)
    {
        document.RequireMap("name!", "description", "rules");
        document["description"]?.AsString();
        return new DocumentContent.Set(new PermissionSet
        {
            Key = new SetKey(SetKey.Role, document["name"]!.AsName()),
            Statements = [.. (document["rules"]?.AsList() ?? []).Select(r => Rule(r, model))],
        });
    }

    private static Statement Rule(Node rule, Model model)
    {
        rule.RequireMap("object!", "actions", "effect", "matcher");
        var effect = rule["effect"]?.AsString() switch
        {
            null or "Allow" => Effect.Allow,
            "Deny" => Effect.Deny,
            _ => throw rule["effect"]!.Invalid("expected `Allow` or `Deny`"),
        };
        return new Statement(effect, ObjectType, Actions(rule["actions"], model), Matcher(rule["object"]!, rule["matcher"]));
    }

    private static ActionSet Actions(Node? actions, Model model)
    {
        if (actions is null) return ActionSet.Every;
        var names = actions.AsList().Select(a => a.AsName()).ToList();
        if (names.Contains("*")) return ActionSet.Every;
        var (bits, others) = (0UL, new List<string>());
        foreach (var name in names)
        {
            if (model.ActionBits.TryGetValue(name, out var bit)) bits |= bit;
            else others.Add(name);
        }

        return new ActionSet(bits, false, [.. others]);
    }

    private static Selector Matcher(Node pattern, Node? matcher)
    {
        var text = pattern.AsName();
        var kind = matcher?.AsString() ?? "simple";
        if (kind is not ("simple" or "doublestar" or "regex" or "hierarchy"))
            throw matcher!.Invalid("expected simple, doublestar, regex or hierarchy");
        if (kind != "regex" && text[0] != '/') throw pattern.Invalid("an object starts with /");
        return kind switch
        {
            "simple" => new SimpleGlobSelector(text),
            "doublestar" => new DoubleStarSelector(text),
            "hierarchy" => new SubtreeSelector(text),
            _ => RegexSelector.TryCreate(text, out var problem) ?? throw pattern.Invalid(problem),
        };
    }

    /// <inheritdoc/>
    public Node Grant(Node document, string resource, IReadOnlyList<string>? actions) => With(
        document,
        Rules(document).Where(r => !Allows(r, resource)).Append(Node.Map(
            ("object", Node.Of(resource)), ("actions", Node.List(actions ?? ["*"])), ("effect", Node.Of("Allow")), ("matcher", Node.Of("simple")))));

    /// <inheritdoc/>
    public Node? Revoke(Node document, string resource) =>
        Rules(document).Any(r => Allows(r, resource)) ? With(document, Rules(document).Where(r => !Allows(r, resource))) : null;

    private static IReadOnlyList<Node> Rules(Node document) => document["rules"]?.Items ?? [];

    private static bool Allows(Node rule, string resource) => rule["object"]!.Text == resource && rule["effect"]?.Text is (null or "Allow");

    private static Node With(Node document, IEnumerable<Node> rules) => Node.Map(
        document.Entries.Where(e => e.Key != "rules").Select(e => (e.Key, (Node?)e.Value.Copy()))
            .Append(("rules", Node.List(rules.Select(r => r.Copy())))));
}
