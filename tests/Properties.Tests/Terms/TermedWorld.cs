using System.Text;
using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Properties.Tests.Terms;

/// <summary>A world some of whose parts stand under terms: a model's head and rungs, steps in their order, and entries of access lists.</summary>
/// <param name="Head">The model but for its ladder; the name of a built-in one when there are no rungs.</param>
/// <param name="Rungs">The ladder.</param>
/// <param name="Parts">Steps and entries.</param>
/// <param name="Checks">What is asked in it.</param>
/// <param name="Exact">Whether no part is looked at twice for one check, so that each unknown stands for itself.</param>
internal sealed record TermedWorld(string Head, IReadOnlyList<Given> Rungs, IReadOnlyList<Given> Parts, IReadOnlyList<CheckRequest> Checks, bool Exact)
{
    /// <summary>Most variables of a world, numbered from 1.</summary>
    public const int MostVariables = 7;

    /// <summary>The settings of its tenant.</summary>
    public Node? Settings { get; init; }

    /// <summary>Where its clock starts; null for the real time.</summary>
    public DateTimeOffset? Clock { get; init; }

    /// <summary>The variables that are left in it.</summary>
    public int[] Variables => [.. Rungs.Concat(Parts).Select(p => p.Variable).OfType<int>().Order()];

    private TenantDefinition Definition => Rungs.Count == 0
        ? new() { Model = Head, Clock = Clock, Settings = Settings }
        : new() { ModelFile = $"{Head}ladder:\n{string.Concat(Rungs.Select(r => $"  - {r.Written}\n"))}", Clock = Clock };

    /// <summary>The same with what does not count left out, and the rest for good.</summary>
    public TermedWorld Resolve(Func<Given, bool> counts) => this with
    {
        Rungs = Rungs.Count == 0 ? [] : [.. Rungs.Where(counts).Select(r => r.ForGood()), new Given("everyone: {types: [system]}")],
        Parts = [.. Parts.Where(counts).Select(p => p.ForGood())],
    };

    /// <summary>All steps; grants come behind the access lists, which would take their place.</summary>
    private IEnumerable<string> Steps => Parts.Where(p => p.Resource is null && !p.IsGrant).Select(p => p.Written)
        .Concat(Parts.Where(p => p.Resource is not null).GroupBy(p => p.Resource).Select(g =>
            $"acl: {{resource: '{g.Key}', entries: [{string.Join(", ", g.Select(e => e.Written))}]}}"))
        .Concat(Parts.Where(p => p.IsGrant).Select(p => p.Written));

    /// <summary>Makes the tenant and everything in it.</summary>
    public async Task MakeAsync(IAclService service, TenantId tenant)
    {
        await service.PutTenantAsync(tenant, Definition);
        await new JobWorld(service, tenant).ApplyAsync([.. Steps]);
    }

    /// <summary>The same without one of its parts, for each of them; rungs last.</summary>
    public IEnumerable<TermedWorld> Smaller() =>
    [
        .. Parts.Where(p => !p.IsNamed).Select(p => this with { Parts = [.. Parts.Where(o => o != p)] }),
        .. Rungs.Count < 2 ? [] : Rungs.Select(r => this with { Rungs = [.. Rungs.Where(o => o != r)] }),
        .. Checks.Count < 2 ? [] : Checks.Select(c => this with { Checks = [c] }),
    ];

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(Head).AppendLine("ladder:");
        foreach (var rung in Rungs) text.AppendLine($"  - {rung.Written}");
        text.AppendLine("steps:");
        foreach (var step in Steps) text.AppendLine($"  - {step}");
        return text.AppendLine($"checks: {string.Join("; ", Checks.Select(c => $"{c.Subject} {c.Action} {c.Resource}"))}").ToString();
    }
}
