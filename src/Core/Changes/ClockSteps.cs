using OrleansAcl.Documents;

namespace OrleansAcl.Changes;

/// <summary><c>clock</c>.</summary>
internal static class ClockSteps
{
    /// <summary>
    /// Moves the tenant's own clock: to an instant, or on by <c>+1h</c>, <c>+30m</c>, <c>+2d</c>. Only for a question any tenant may be taken to another
    /// instant, for that is over with the answer.
    /// </summary>
    public static void Clock(StepScope scope, Node value)
    {
        if (scope.Caller is not null) throw value.Invalid("a clock is not moved as somebody");
        if (scope.Draft is { Clock: null, IsAssumed: false }) throw value.Invalid("this tenant has no clock of its own");
        scope.Draft.Clock = Moments.Read(value, scope.View.Now);
    }
}
