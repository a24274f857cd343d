using OrleansAcl.Documents;

namespace OrleansAcl.Changes;

/// <summary><c>clock</c>.</summary>
internal static class ClockSteps
{
    /// <summary>Moves the tenant's own clock: to an instant, or on by <c>+1h</c>, <c>+30m</c>, <c>+2d</c>.</summary>
    public static void Clock(StepScope scope, Node value)
    {
        if (scope.Caller is not null) throw value.Invalid("a clock is not moved as somebody");
        if (scope.Draft.Clock is not { } now) throw value.Invalid("this tenant has no clock of its own");
        scope.Draft.Clock = Moments.Read(value, now);
    }
}
