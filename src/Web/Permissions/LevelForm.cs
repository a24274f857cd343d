using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>The rows of the dialog of levels, as they are shown and as they are sent back.</summary>
internal static class LevelForm
{
    /// <summary>Most rows that a form may bring.</summary>
    public const int MostRows = 300;

    /// <summary>A stored row, filled in as it is.</summary>
    public static LevelRowView Of(LevelRow row, int at) =>
        new(at, row.Subject, row.Level, SentTerms.Show(row.Terms), row.ETag, row.Level, SentTerms.Show(row.Terms));

    /// <summary>A row for somebody who has none.</summary>
    public static LevelRowView New(int at, string subject, string level) => new(at, subject, "", TermFields.None, "", level, TermFields.None);

    /// <summary>What was sent.</summary>
    public static IReadOnlyList<LevelRowView> Read(PageCall call) =>
    [
        .. Enumerable.Range(0, Numbers.Count(call.Field("rows"), MostRows)).Select(at => new LevelRowView(
            at, call.RawField($"subject.{at}"), call.Field($"was.{at}") ?? "",
            new TermFields(call.Field($"was-from.{at}") ?? "", call.Field($"was-until.{at}") ?? "", ""), call.Field($"etag.{at}") ?? "",
            call.Field($"level.{at}") ?? "", new TermFields(Instant(call.Field($"from.{at}")), Instant(call.Field($"until.{at}")), ""))),
    ];

    /// <summary>The stored row that a row of the form stands for; null when there is none.</summary>
    public static LevelRow? Same(IReadOnlyList<LevelRow> stored, LevelRowView row) =>
        stored.FirstOrDefault(one => one.Subject == row.Subject && one.Terms.IsAny == (row.Was.Length > 0 ? row.WasTerms : row.Terms).IsAny);

    /// <summary>The form again once somebody else has changed what is stored: what is typed stays, beside what is stored now.</summary>
    public static IReadOnlyList<LevelRowView> Beside(IReadOnlyList<LevelRowView> rows, IReadOnlyList<LevelRow> stored) =>
    [
        .. rows.Select(row => Same(stored, row) is { } same
            ? row with { Was = same.Level, WasTerms = SentTerms.Show(same.Terms), ETag = same.ETag, Error = same.ETag != row.ETag ? $"stored now: {same.Level} {same.Terms}" : null }
            : row with { Was = "", ETag = "", Error = row.Was.Length > 0 ? "stored now: nothing" : null }),
    ];

    /// <summary>A field of a time with its seconds, which browsers leave out where there are none.</summary>
    private static string Instant(string? typed) => typed is { Length: 16 } ? $"{typed}:00" : typed ?? "";
}
