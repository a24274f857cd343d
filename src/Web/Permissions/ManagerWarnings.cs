using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>
/// Who could go on managing a resource after a change: the change is tried with another like it behind it, made by whoever it is about. So the guards of the
/// model answer, and not what an action happens to be called.
/// </summary>
/// <param name="call">The request.</param>
/// <param name="steps">The change, as made by the system.</param>
/// <param name="again">A step that only those can make who manage the resource.</param>
internal sealed class ManagerWarnings(PageCall call, IReadOnlyList<Step> steps, Step again)
{
    /// <summary>Most people who are tried before nothing is said of them.</summary>
    private const int MostTried = 50;

    /// <summary>What to warn of.</summary>
    /// <param name="named">Whom to try, likeliest first: the owner, and those who are given something.</param>
    public async ValueTask<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> named)
    {
        List<string> warnings = [];
        if (call.Self is { } self && !call.Caller.MayNameOthers && !await MayAfterAsync(self)) warnings.Add("You would lose the right to manage this.");
        if (await AreNobodyAsync(named)) warnings.Add("Neither the owner nor anybody named here could manage this any more: only administrators, and those whose rights come from elsewhere.");
        return warnings;
    }

    private async ValueTask<bool> AreNobodyAsync(IReadOnlyList<string> named)
    {
        // A group manages by its members, who need not be known here; nothing is claimed of them.
        if (named.Count > MostTried || named.Any(text => !text.StartsWith($"{SubjectRef.User}:", StringComparison.Ordinal))) return false;
        foreach (var text in named)
            if (await MayAfterAsync(SubjectRef.Parse(text))) return false;
        return true;
    }

    private async ValueTask<bool> MayAfterAsync(SubjectRef subject)
    {
        var tried = new ApplyRequest([.. steps, again with { As = subject, AsProperties = call.Caller.ClaimsOf(subject) }]) { DryRun = true };
        return (await call.Host.ApplyAsync(call.Tenant, tried, call.Cancellation)).Applied;
    }
}
