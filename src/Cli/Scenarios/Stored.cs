using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>
/// What the steps of a scenario have stored so far, by reference as written: only that can be demanded of an enumeration.
/// </summary>
internal sealed class Stored
{
    private readonly HashSet<string> _subjects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _resources = new(StringComparer.Ordinal);

    /// <summary>What would be stored if steps had been made.</summary>
    public Stored With(IReadOnlyList<Step> steps)
    {
        if (steps.Count == 0) return this;
        var with = new Stored();
        with._subjects.UnionWith(_subjects);
        with._resources.UnionWith(_resources);
        foreach (var step in steps) with.Applied(step.Verb, step.Value);
        return with;
    }

    /// <summary>Whether a step stored that subject.</summary>
    public bool Subject(string reference) => _subjects.Contains(reference);

    /// <summary>Whether a step stored that resource.</summary>
    public bool Resource(string reference) => _resources.Contains(reference);

    /// <summary>Takes note of a set-up step that was applied.</summary>
    public void Applied(string verb, Node value)
    {
        switch (verb)
        {
            case "user" or "group":
                _subjects.Add($"{verb}:{value["id"]?.ScalarText}");
                break;
            case "role":
                _subjects.Add($"role:{(value["name"] ?? value["code"])?.ScalarText}");
                break;
            case "resource":
                _resources.Add(value["id"]?.ScalarText ?? "");
                break;
            case "delete":
                _subjects.Remove(value.Text);
                _resources.Remove(value.Text);
                break;
            case "run" when (value["words"]?.Items.FirstOrDefault() ?? value).Text.StartsWith("remove-role", StringComparison.Ordinal):
                _subjects.RemoveWhere(subject => subject.StartsWith("role:", StringComparison.Ordinal));
                break;
        }
    }
}
