using OrleansAcl.Oracle;
using OrleansAcl.Behaviour.Generators;
using OrleansAcl.Requests;
using OrleansAcl.Transfer;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>
/// One random world on both sides: a few steps, some questions, more steps, the questions again and others. Asking in between is what
/// shows an answer that was kept too long.
/// </summary>
internal sealed class Comparison(IAclService service, Generator generator, int seed, TenantId tenant)
{
    private readonly World _world = generator.NewWorld();
    private readonly List<Step> _steps = [];
    private readonly List<Step> _pending = [];
    private readonly List<CheckRequest> _checks = [];

    /// <summary>Questions asked and answered alike.</summary>
    public int Asked { get; private set; }

    /// <summary>The first difference, or null.</summary>
    public async Task<Mismatch?> RunAsync()
    {
        await service.PutTenantAsync(tenant, generator.Tenant);
        try
        {
            Mismatch? found = null;
            for (var round = 0; round < 3 && found is null; round++)
                found = await ChangeAsync(round == 0 ? 22 : 5) ?? await AskAsync(9);
            return found ?? await CopyAsync();
        }
        finally
        {
            await service.DeleteTenantAsync(tenant);
        }
    }

    /// <summary>ONE-ANSWER: what is made of an export answers as what was exported.</summary>
    private async Task<Mismatch?> CopyAsync()
    {
        var copy = TenantId.Parse($"{tenant}-copy");
        try
        {
            await TenantImport.RunAsync(service, copy, service.ExportAsync(tenant));
            foreach (var asked in _checks.Select(Questions.Check))
            {
                if (asked.Expected(_world) is not { } expected) continue;
                var answered = await asked.AnsweredAsync(service, copy);
                if (answered != expected) return Differ(asked, expected, answered) with { Note = ", after an export and an import" };
                Asked++;
            }

            return null;
        }
        catch (AclException e)
        {
            return Differ(Questions.Check(_checks[0]), "an import", $"{e.Code} at {e.Place}: {e.Detail}") with { Note = ", importing its export" };
        }
        finally
        {
            await service.DeleteTenantAsync(copy);
        }
    }

    private async Task<Mismatch?> ChangeAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var step = generator.NextStep();
            var asked = Questions.Step(step);
            switch (asked.Expected(_world))
            {
                case null: break;
                case "applied": _pending.Add(step); break;
                case var refusal:
                    if (await FlushAsync() is { } before) return before;
                    if (await asked.AnsweredAsync(service, tenant) is var answered && answered != refusal) return Differ(asked, refusal, answered);
                    Asked++;
                    break;
            }
        }

        return await FlushAsync();
    }

    /// <summary>Sends the steps that must be taken, all in one request.</summary>
    private async Task<Mismatch?> FlushAsync()
    {
        var result = await service.ApplyAsync(tenant, _pending);
        var refused = result.Results.ToList().FindIndex(r => r.Status is StepStatus.Error or StepStatus.Denied);
        if (refused >= 0)
        {
            _steps.AddRange(_pending.Take(refused));
            return Differ(Questions.Step(_pending[refused]), "applied", $"{Questions.Word(result)}: {result.Results[refused].Message} at {result.Results[refused].Place}");
        }

        _steps.AddRange(_pending);
        _pending.Clear();
        return null;
    }

    private async Task<Mismatch?> AskAsync(int count)
    {
        for (var i = 0; i < count; i++) _checks.Add(generator.NextCheck());
        foreach (var check in _checks)
            if (await CompareAsync(Questions.Check(check)) is { } found) return found;
        for (var i = 0; i < 2; i++)
            if (await CompareAsync(OfAnotherKind(generator.NextCheck())) is { } found) return found;
        if (generator.NextCheck() is var listed && await CompareAsync(Questions.List(listed, generator.TypeOf(listed))) is { } differing) return differing;
        return await CompareAsync(Questions.Check(Strange(generator.NextCheck()))) ?? await BatchAsync();
    }

    /// <summary>An action or a type that no model knows; SLC Hub knows every action.</summary>
    private CheckRequest Strange(CheckRequest check) =>
        generator.Chance(50) ? check with { Action = "fly" } : check with { Resource = ResourceRef.Parse("ghost://c/o") };

    private Question OfAnotherKind(CheckRequest check) => generator.Roll(5) switch
    {
        0 => Questions.Explain(check),
        1 or 4 when check.Action == "create" => Questions.Check(check),
        1 => Questions.List(check, generator.TypeOf(check)),
        2 => Questions.Who(check),
        3 when generator.TasksOf(_world) is { } tasks => Questions.Operation(generator.NextOperation(tasks)!, world => generator.TasksOf(world)!),
        _ when check.Action == "create" => Questions.Explain(check),
        _ => Questions.Actions(check),
    };

    private async Task<Mismatch?> CompareAsync(Question asked)
    {
        if (asked.Expected(_world) is not { } expected) return null;
        var answered = await asked.AnsweredAsync(service, tenant);
        if (answered != expected) return Differ(asked, expected, answered);
        Asked++;
        return null;
    }

    /// <summary>ONE-ANSWER: a batch says what its checks say one by one.</summary>
    private async Task<Mismatch?> BatchAsync()
    {
        var outcomes = await service.CheckManyAsync(tenant, _checks);
        foreach (var (check, outcome) in _checks.Zip(outcomes))
        {
            var asked = Questions.Check(check);
            var answered = outcome.Error is { } error ? "error " + error.Code : outcome.Decision.Allowed ? "allow" : "deny";
            if (asked.Expected(_world) is { } expected && answered != expected) return Differ(asked, expected, answered) with { Note = ", in a batch" };
            Asked++;
        }

        return null;
    }

    private Mismatch Differ(Question asked, string expected, string answered) =>
        new(generator.Model, seed, [.. _steps], asked, expected, answered, generator.Tenant, "");
}
