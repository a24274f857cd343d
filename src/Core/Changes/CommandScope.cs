using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary>What a command line may do: what the step it is part of may, as the same caller, in the same draft.</summary>
internal sealed class CommandScope(StepScope step)
{
    /// <summary>The step it is part of.</summary>
    public StepScope Step => step;

    /// <summary>The signed-in user; null is the system.</summary>
    public SubjectRef? Caller => step.Caller;

    /// <summary>The model.</summary>
    public Model Model => step.Model;

    /// <summary>The tenant's settings.</summary>
    public Node Settings => step.Settings;

    /// <summary>Whether each line that is printed is to be a JSON list of its fields.</summary>
    public bool Rows { get; init; }

    /// <summary>Why the command was refused; a code of <see cref="ErrorCodes"/>, null when it was not.</summary>
    public string? Refusal { get; set; }

    /// <summary>The levels of a subject with all its roles.</summary>
    public HeldLevels[] Levels(SubjectRef subject) => step.View.Closure(subject).Levels;

    /// <summary>Every stored or named principal with the levels granted to itself that count now; of one for good and one for a time the higher.</summary>
    public IEnumerable<(SubjectRef Ref, IEnumerable<(ResourceRef Resource, int Level)> Grants)> Grantees() => ((string[])[SubjectRef.User, SubjectRef.Role])
        .SelectMany(step.Draft.Tenant.Principals)
        .Select(slot => slot.At(step.Draft.Version))
        .Select(state => (state.Ref, Now(state)));

    private IEnumerable<(ResourceRef Resource, int Level)> Now(PrincipalState state)
    {
        var now = step.View.Now;
        return state.Grants.Select(g => (Resource: g.Key, Level: g.Value))
            .Concat(state.Temporary.Where(g => g.Terms!.AreOpenAt(now)).Select(g => (g.Resource, g.Level)))
            .GroupBy(g => g.Resource).Select(g => (g.Key, g.Max(level => level.Level)));
    }

    /// <summary>The names of stored roles.</summary>
    public IEnumerable<string> Roles() => step.Draft.Tenant.Principals(SubjectRef.Role)
        .Where(slot => slot.At(step.Draft.Version).Stored)
        .Select(slot => slot.Ref.Id);
}
