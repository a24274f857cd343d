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
        IReason? allowed = null;
        var state = question.Resource;
        var above = question.ParentSlot;
        for (var depth = 0; ; depth++)
        {
            if (state?.Acl is { } acl && Look(acl, question, ref allowed) is { } denied && combining != Combining.PermitOverrides)
            {
                (because, via) = (denied, null);
                return Opinion.Deny;
            }

            if (!inherited || above is null || (allowed is not null && combining != Combining.DenyOverrides)) break;
            if (depth == AclLimits.Parents)
                throw new AclException(ErrorCodes.LimitExceeded, $"the resource has more than {AclLimits.Parents} ancestors");
            state = above.At(question.Version);
            above = state.ParentSlot;
        }

        (because, via) = (allowed, null);
        return allowed is null ? Opinion.None : Opinion.Allow;
    }

    /// <summary>The first entry that denies; entries that allow are noted on the way.</summary>
    private IReason? Look(AccessList acl, in Question question, ref IReason? allowed)
    {
        var position = 0;
        while (acl.Next(question.Subject, ref position) is { } row)
        {
            if (subjectType is not null && row.Subject.Type != subjectType) continue;
            var effect = row.About(question.Bit, namedFirst);
            if (effect == Effect.Deny) return row;
            if (effect == Effect.Allow) allowed ??= row;
        }

        return null;
    }

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
