using OrleansAcl.Documents;
using OrleansAcl.Policies;

namespace OrleansAcl.Models.Qubole;

/// <summary>Reads the body of Qubole's object policy API, whose <c>policy</c> is a string that holds JSON.</summary>
internal sealed class QuboleObjectPolicyFormat : IDocumentFormat
{
    /// <inheritdoc/>
    public string? Lacking(Model model) => model.Acl?.AllWord == "all" ? null : "`acl` with the word `all`";

    /// <inheritdoc/>
    public DocumentContent Read(string verb, Node document, Model model, Node settings)
    {
        document.RequireMap("source_id!", "source_type!", "policy!");
        var id = document["source_id"]!.AsName();
        var source = document["source_type"]!;
        var type = model.TypesByName.GetValueOrDefault(source.AsString());
        var policy = document["policy"]!;
        var statements = Statements(policy, policy.AsString());
        if (type is not { Reach: Reach.Asked })
            throw source.Refused(ErrorCodes.UnknownType, $"`{References.Shown(source.Text)}` is not a type of this model");
        return new DocumentContent.Acl(new ResourceRef(type.Name, id), [.. statements.SelectMany(s => Entries(s, type, policy))]);
    }

    private static IReadOnlyList<Node> Statements(Node policy, string text)
    {
        try
        {
            return Json.Parse(text).AsList();
        }
        catch (AclException e) when (e.Code == ErrorCodes.InvalidDocument)
        {
            throw policy.Invalid($"expected a string holding a JSON list of statements: {e.Message}");
        }
    }

    private static IEnumerable<(SubjectRef, Effect, IReadOnlyList<string>)> Entries(Node statement, ResourceType type, Node policy)
    {
        try
        {
            statement.RequireMap("access!", "condition!", "action!");
            var effect = QuboleWords.Access(statement["access"]!);
            var condition = statement["condition"]!.RequireMap("qbol_users", "qbol_groups");
            var actions = statement["action"]!.AsList();
            foreach (var action in actions)
                if (action.AsString() != "all" && !type.Actions.Contains(action.Text))
                    throw action.Refused(ErrorCodes.UnknownAction, $"`{References.Shown(action.Text)}` cannot stand in a list");
            List<SubjectRef> subjects =
            [
                .. Ids(condition["qbol_users"]).Select(id => new SubjectRef(SubjectRef.User, id)),
                .. Ids(condition["qbol_groups"]).Select(id => new SubjectRef(SubjectRef.Group, id)),
            ];
            if (subjects.Count == 0) throw statement["condition"]!.Invalid("it names nobody");
            return [.. subjects.Select(s => (s, effect, (IReadOnlyList<string>)[.. actions.Select(a => a.Text)]))];
        }
        catch (AclException e)
        {
            throw policy.Refused(e.Code, e.Message);
        }
    }

    private static IEnumerable<string> Ids(Node? list) =>
        (list?.AsList() ?? []).Select(id => id.AsInteger().ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>Words both of Qubole's documents use.</summary>
internal static class QuboleWords
{
    /// <summary><c>allow</c> or <c>deny</c>.</summary>
    public static Effect Access(Node node) => node.AsString() switch
    {
        "allow" => Effect.Allow,
        "deny" => Effect.Deny,
        _ => throw node.Invalid("expected `allow` or `deny`"),
    };
}
