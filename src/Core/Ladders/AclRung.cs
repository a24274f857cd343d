using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Ladders;

/// <summary>How the entries that speak of a subject combine.</summary>
internal enum Combining : byte
{
    /// <summary>Any deny denies, else any allow allows.</summary>
    DenyOverrides,

    /// <summary>Any allow allows, else any deny denies.</summary>
    PermitOverrides,

    /// <summary>The nearest resource with an entry decides, deny first.</summary>
    Nearest,
}

/// <summary>Entries on the resource, and optionally on what it lies in.</summary>
/// <param name="subjectType">Only entries of users, or of groups; null for both.</param>
/// <param name="inherited">Whether ancestors' entries count too.</param>
/// <param name="combining">How entries combine.</param>
/// <param name="namedFirst">Whether within one subject an action named goes before the word for all.</param>
internal sealed class AclRung(string? subjectType, bool inherited, Combining combining, bool namedFirst) : Rung
{
    /// <inheritdoc/>
    public override Opinion Ask(in Question question, out IReason? because, out object? via)
    {
        AccessReason? allowed = null, denied = null;
        object? allowedOn = null, deniedOn = null, on = null;
        var state = question.Resource;
        var above = question.ParentSlot;
        for (var depth = 0; ; depth++)
        {
            if (state?.Acl is { } acl)
            {
                var (allowedBefore, deniedBefore) = (allowed, denied);
                acl.Find(question.Subject, question.Bit, subjectType, namedFirst, ref allowed, ref denied);
                if (allowed != allowedBefore) allowedOn = on;
                if (denied != deniedBefore) deniedOn = on;
            }

            if (!inherited || above is null || IsSettled(allowed, denied)) break;
            if (depth == AclLimits.Parents)
                throw new AclException(ErrorCodes.LimitExceeded, $"the resource has more than {AclLimits.Parents} ancestors");
            on = above;
            state = above.At(question.Version);
            above = state.ParentSlot;
        }

        var allow = allowed is not null && (denied is null || combining == Combining.PermitOverrides);
        (because, via) = allow ? (allowed, allowedOn) : (denied, deniedOn);
        return allow ? Opinion.Allow : denied is null ? Opinion.None : Opinion.Deny;
    }

    /// <summary>Whether no ancestor can change what has been found.</summary>
    private bool IsSettled(AccessReason? allowed, AccessReason? denied) => combining switch
    {
        Combining.DenyOverrides => denied is not null,
        Combining.PermitOverrides => allowed is not null,
        _ => allowed is not null || denied is not null,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Looked(in Question question)
    {
        var lines = new List<string>();
        var state = question.Resource;
        var above = question.ParentSlot;
        var on = question.Ref;
        for (var depth = 0; depth <= AclLimits.Parents; depth++)
        {
            foreach (var entry in state?.Acl?.Entries ?? [])
                if (subjectType is null || entry.Subject.Type == subjectType)
                    lines.Add($"on {on}: {entry.Effect.ToString().ToLowerInvariant()} {entry.Subject} {string.Join(", ", entry.Actions)}");
            if (!inherited || above is null) break;
            on = above.Ref;
            state = above.At(question.Version);
            above = state.ParentSlot;
        }

        return lines.Count == 0 ? ["there are no entries"] : lines;
    }
}
