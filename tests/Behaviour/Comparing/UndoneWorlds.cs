using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>How changes of random worlds fared when they were to be undone.</summary>
public sealed class UndoneTally
{
    /// <summary>How many were.</summary>
    public int Undone { get; set; }

    /// <summary>How many were not, by the reason.</summary>
    public Dictionary<string, int> Refused { get; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Undone} undone; refused: {string.Join("; ", Refused.OrderByDescending(r => r.Value).Select(r => $"{r.Value} × {r.Key}"))}";
}

/// <summary>
/// Random worlds in which some steps are made as one change, and it is undone: then the tenant holds exactly what it held before. A refusal names an object and a
/// reason that is known, and has changed nothing.
/// </summary>
public static class UndoneWorlds
{
    /// <summary>Whatever else it is refused for is a defect.</summary>
    private static readonly string[] Reasons =
    [
        "is not in the change log", "a clock is not put back", "more is said of it", "is not who was meant", "is no longer as the change left it",
        "the steps would not make it what it was", "somebody else holds it by now", "it would be changed too",
    ];

    /// <summary>Undoes changes of so many worlds; fails at the first after which not everything is as it was.</summary>
    /// <param name="service">The service, with no tenants named after the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="worlds">How many worlds.</param>
    public static async Task<UndoneTally> UndoAsync(IAclService service, string model, int worlds)
    {
        var tally = new UndoneTally();
        for (var i = 0; i < worlds; i++)
        {
            var seed = unchecked(Settings.Seed + i);
            var tenant = TenantId.Parse($"undone-{model}-{i}");
            var generator = RandomWorlds.MakeTermed(model, new Random(seed));
            await service.PutTenantAsync(tenant, generator.Tenant);
            for (var step = 0; step < 12; step++) await service.ApplyAsync(tenant, [generator.NextStep()]);
            for (var round = 0; round < 12; round++)
            {
                var steps = Enumerable.Range(0, 1 + generator.Roll(3)).Select(_ => generator.NextStep()).ToArray();
                var before = await HeldAsync(service, tenant);
                var made = await service.ApplyAsync(tenant, steps);
                if (made.Applied && made.Revision == before.Revision + 1) await UndoAsync(service, tenant, made.Revision, before.Lines, tally, $"{model}, ACL_SEED={seed}, round {round}");
            }

            await service.DeleteTenantAsync(tenant);
        }

        return tally;
    }

    private static async Task UndoAsync(IAclService service, TenantId tenant, long revision, IReadOnlyList<string> before, UndoneTally tally, string world)
    {
        var changed = await HeldAsync(service, tenant);
        var undone = await service.UndoAsync(tenant, new UndoRequest(revision));
        var after = await HeldAsync(service, tenant);
        if (undone.Applied)
        {
            tally.Undone++;
            Same(world, undone, before, after.Lines);
            return;
        }

        Same(world, undone, changed.Lines, after.Lines);
        Assert.Null(undone.Result?.Results.FirstOrDefault(r => r.Status is StepStatus.Denied or StepStatus.Error)?.Message);
        Assert.NotEmpty(undone.Refusals);
        foreach (var refusal in undone.Refusals)
        {
            var reason = Reasons.FirstOrDefault(r => refusal.Contains(r, StringComparison.Ordinal));
            Assert.True(reason is not null || refusal.StartsWith("everything it changed is as it was", StringComparison.Ordinal), $"{world}: {Said(undone)}");
            tally.Refused[reason ?? "nothing to do"] = tally.Refused.GetValueOrDefault(reason ?? "nothing to do") + 1;
        }
    }

    /// <summary>All a tenant holds, whatever the order.</summary>
    private static async Task<(long Revision, IReadOnlyList<string> Lines)> HeldAsync(IAclService service, TenantId tenant)
    {
        var (revision, lines) = (0L, new List<string>());
        await foreach (var line in service.ExportAsync(tenant))
        {
            if (line["revision"] is { } at) revision = at.AsInteger();
            lines.Add(Unordered(Node.Map(line.Entries.Where(e => e.Key != "revision").Select(e => (e.Key, (Node?)e.Value.Copy())))).ToString());
        }

        return (revision, [.. lines.Order(StringComparer.Ordinal)]);
    }

    private static Node Unordered(Node node) => node.Kind switch
    {
        NodeKind.Map => Node.Map(node.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, (Node?)Unordered(e.Value)))),
        NodeKind.List => Node.List(node.Items.Select(Unordered).OrderBy(i => i.ToString(), StringComparer.Ordinal)),
        _ => node.Copy(),
    };

    private static void Same(string world, UndoResult undone, IReadOnlyList<string> expected, IReadOnlyList<string> actual) => Assert.True(
        expected.SequenceEqual(actual),
        $"{world}: gone is\n{string.Join('\n', expected.Except(actual))}\nnew is\n{string.Join('\n', actual.Except(expected))}\nafter {Said(undone)}");

    private static string Said(UndoResult undone) =>
        $"{Wire.ChangeWire.Write(undone.Change)}\n{string.Join('\n', undone.Steps.Select(s => Wire.StepWire.Write(s)))}\n{string.Join('\n', undone.Refusals)}"
        + string.Join('\n', undone.Result?.Objects.Select(o => $"\n{o.Ref}: {o.Before} > {o.After}") ?? []);
}
