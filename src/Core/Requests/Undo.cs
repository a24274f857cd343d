using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansAcl.Documents;
using OrleansAcl.Wire;

namespace OrleansAcl.Requests;

/// <summary>A change to be undone by a new one, which puts back what it changed and leaves the rest.</summary>
/// <param name="Revision">The revision the change led to.</param>
public sealed record UndoRequest(long Revision)
{
    /// <summary>Why, for the change log; null is <c>undo of revision n</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Whom the steps are authorized as; null is the system.</summary>
    public SubjectRef? As { get; init; }

    /// <summary>Says what would be done, and changes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The <see cref="UndoResult.Digest"/> of what was shown before: anything else is not done but <see cref="ErrorCodes.PreconditionFailed"/>.</summary>
    public string? Digest { get; init; }
}

/// <summary>What undoing a change does to one object.</summary>
/// <param name="Ref">The object.</param>
/// <param name="Steps">What puts it back; none when it is as it was already, or cannot be put back.</param>
public sealed record UndoneObject(ObjectRef Ref, IReadOnlyList<Step> Steps)
{
    /// <summary>Why it cannot be put back; null when it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>The newest later change of the same object; null when there is none.</summary>
    public long? Newer { get; init; }
}

/// <summary>What undoing a change does, everything or nothing.</summary>
/// <param name="Change">The change.</param>
/// <param name="Objects">What it does to each object, in the order of the change.</param>
/// <param name="Steps">All that is done, in order.</param>
public sealed record UndoResult(Change Change, IReadOnlyList<UndoneObject> Objects, IReadOnlyList<Step> Steps)
{
    /// <summary>Why it is not done, one line for each reason; empty when it can be.</summary>
    public IReadOnlyList<string> Refusals =>
        [.. Objects.Where(o => o.Refusal is not null).Select(o => $"{o.Ref}: {o.Refusal}"), .. Whole is null ? (string[])[] : [Whole]];

    /// <summary>Why it is not done as a whole, whatever the objects say.</summary>
    public string? Whole { get; init; }

    /// <summary>What became of the steps, or would; null when nothing was tried, because it cannot be undone.</summary>
    public ApplyResult? Result { get; init; }

    /// <summary>Whether the change has been undone, or would be.</summary>
    public bool Applied => Refusals.Count == 0 && Result is { Applied: true };

    /// <summary>A tag of the steps, another one once they are others.</summary>
    public string Digest => field ??= Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(StepWire.WriteMany(Steps)))))[..22];
}
