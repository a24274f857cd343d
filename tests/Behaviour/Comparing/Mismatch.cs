using System.Text;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>A question on which the oracle and the service differ, and the steps that lead there.</summary>
public sealed record Mismatch(string Model, int Seed, IReadOnlyList<Step> Steps, Question Asked, string Expected, string Answered, TenantDefinition Tenant, string Note)
{
    /// <summary>The seed and both answers, and a scenario that <c>acl test</c> can run; <c>expect</c> is what the oracle says.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"# seed {Seed}{Note}: the oracle says `{Expected}`, the service says `{Answered}`");
        text.AppendLine($"scenario: \"{Model}, seed {Seed}\"");
        text.AppendLine($"model: {Model}");
        if (Tenant.Clock is { } clock) text.AppendLine($"clock: {clock:yyyy-MM-ddTHH:mm:ssZ}");
        if (Tenant.Settings is { } settings) text.AppendLine($"settings: {settings}");
        text.AppendLine("steps:");
        foreach (var step in Steps) text.AppendLine($"  - {step.Verb}: {step.Value}");
        text.AppendLine($"  - {Asked.Verb}: {Asked.Value}");
        foreach (var line in Expectation()) text.AppendLine("    " + line);
        return text.Append("---").ToString();
    }

    private IEnumerable<string> Expectation()
    {
        if (Expected == "applied") return [];
        if (Expected.StartsWith("error ", StringComparison.Ordinal)) return ["expect: error", "error: " + Expected[6..].Split(' ')[0]];
        if (Expected.IndexOf(" missing ", StringComparison.Ordinal) is not (> 0 and var missing)) return ["expect: " + Expected];
        var visible = Expected.IndexOf(" visible ", StringComparison.Ordinal);
        return ["expect: " + Expected[..missing], "missing: " + Expected[(missing + 9)..visible], "visible: " + Expected[(visible + 9)..]];
    }
}
