using OrleansAcl.Behaviour.Generators;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>Leaves steps out of a differing world for as long as it still differs, so that a person can read what remains.</summary>
internal sealed class Shrinker(IAclService service, Func<Generator> generator)
{
    private static readonly TenantId Tenant = TenantId.Parse("shrink");

    /// <summary>The smallest world found; the same one, with a note, when replaying its steps in one go does not differ.</summary>
    public async Task<Mismatch> ShrinkAsync(Mismatch found)
    {
        var smallest = await ReplayAsync(found, found.Steps);
        if (smallest is null) return found with { Note = ", only when asked between the steps" };
        for (var i = smallest.Steps.Count - 1; i >= 0; i--)
            smallest = await ReplayAsync(found, [.. smallest.Steps.Take(i), .. smallest.Steps.Skip(i + 1)]) ?? smallest;
        return smallest;
    }

    private async Task<Mismatch?> ReplayAsync(Mismatch found, IReadOnlyList<Step> steps)
    {
        var world = generator().NewWorld();
        await service.PutTenantAsync(Tenant, found.Tenant);
        try
        {
            foreach (var step in steps)
                if (Questions.Step(step).Expected(world) != "applied") return null;
            if (Questions.Word(await service.ApplyAsync(Tenant, steps)) != "applied") return null;
            var (expected, answered) = (found.Asked.Expected(world), await found.Asked.AnsweredAsync(service, Tenant));
            return expected is null || expected == answered ? null : found with { Steps = steps, Expected = expected, Answered = answered };
        }
        finally
        {
            await service.DeleteTenantAsync(Tenant);
        }
    }
}
