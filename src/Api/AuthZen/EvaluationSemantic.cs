using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.AuthZen;

/// <summary>When a batch of evaluations stops.</summary>
internal enum EvaluationSemantic : byte
{
    /// <summary>Never: every item is answered.</summary>
    ExecuteAll,

    /// <summary>After the first item that is not permitted.</summary>
    DenyOnFirstDeny,

    /// <summary>After the first item that is permitted.</summary>
    PermitOnFirstPermit,
}

/// <summary>Reads semantics and applies them.</summary>
internal static class EvaluationSemantics
{
    /// <summary>Reads the batch's <c>options.evaluations_semantic</c>; all items are answered when there is none.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for another one.</exception>
    public static EvaluationSemantic Read(Node body)
    {
        var options = body["options"];
        _ = options?.AsMap();
        if (options?["evaluations_semantic"] is not { } semantic) return EvaluationSemantic.ExecuteAll;
        return semantic.AsString() switch
        {
            "execute_all" => EvaluationSemantic.ExecuteAll,
            "deny_on_first_deny" => EvaluationSemantic.DenyOnFirstDeny,
            "permit_on_first_permit" => EvaluationSemantic.PermitOnFirstPermit,
            _ => throw semantic.Invalid("expected `execute_all`, `deny_on_first_deny` or `permit_on_first_permit`"),
        };
    }

    /// <summary>Cuts the answers after the one that ends the batch. An item that failed counts as denied (FAIL-CLOSED).</summary>
    public static IEnumerable<CheckOutcome> Cut(this EvaluationSemantic semantic, IEnumerable<CheckOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            yield return outcome;
            var permitted = outcome.Error is null && outcome.Decision.Allowed;
            if (semantic == EvaluationSemantic.DenyOnFirstDeny && !permitted) yield break;
            if (semantic == EvaluationSemantic.PermitOnFirstPermit && permitted) yield break;
        }
    }
}
