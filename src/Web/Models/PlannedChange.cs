using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansAcl.Web.Models;

/// <summary>What was planned, as a form keeps it: the revision, and a digest of the model, so that only what was planned is put.</summary>
/// <param name="Revision">The revision the plan was worked out at.</param>
/// <param name="Digest">The digest.</param>
internal sealed record PlannedChange(long Revision, string Digest)
{
    private const char Between = '-';

    /// <summary>A plan of a draft.</summary>
    public static PlannedChange Of(ModelDraft draft, long revision) => new(revision, DigestOf(draft));

    /// <summary>Reads what a form kept; null when nothing was planned.</summary>
    public static PlannedChange? Read(string? text) =>
        text?.Split(Between, 2) is [var number, var digest] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new PlannedChange(revision, digest) : null;

    /// <summary>Whether that was planned.</summary>
    public bool Is(ModelDraft draft) => Digest == DigestOf(draft);

    /// <inheritdoc/>
    public override string ToString() => $"{Revision}{Between}{Digest}";

    private static string DigestOf(ModelDraft draft) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{draft.Restored} {draft.Source.Length} {draft.Source}{draft.Settings}")));
}
