using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>What is wrong with a row of a form.</summary>
internal sealed record RowError(int Row, string Detail);

/// <summary>Makes what the dialog of an access list shows: the rows of a page as they are filled in, and beside them what the engine says.</summary>
/// <param name="dialog">The request and the resource.</param>
/// <param name="rules">How its list is read.</param>
/// <param name="type">Its type.</param>
internal sealed class ListViews(Dialog dialog, ListRules rules, TypeInfo type)
{
    private readonly PageCall _call = dialog.Call;
    private readonly ListPage _page = new(dialog.Call, type.Actions.Count);

    /// <summary>A user or a group as it was typed; null when it is none.</summary>
    public static string? Subject(string typed) => Dialog.Subject(typed, SubjectRef.User, SubjectRef.Group);

    /// <summary>The rows of the list that are on this page.</summary>
    public IReadOnlyList<SentRow> Stored(AccessListDocument list) => [.. _page.Of(list).Select((row, at) => SentRow.Of(at, row.Row, rules, type.Actions))];

    /// <summary>The dialog.</summary>
    /// <param name="list">The list as it is stored.</param>
    /// <param name="tag">The tag of the list that the rows were read from.</param>
    /// <param name="sent">The rows.</param>
    /// <param name="added">Whom a row is added for; null for nobody.</param>
    /// <param name="error">What is wrong with one of them; null for nothing.</param>
    public async ValueTask<ListView> OfAsync(AccessListDocument list, string tag, IReadOnlyList<SentRow> sent, string? added = null, RowError? error = null)
    {
        IReadOnlyList<SentRow> rows = added is null ? sent : [.. sent, SentRow.New(sent.Count, added)];
        var stands = await StandAsync(list, rows);
        return new ListView(dialog.Resource, rules, type.Actions, tag, [
            .. rows.Select((row, at) => Row(row, at, stands.GetValueOrDefault(row.Subject)) with { Error = error?.Row == row.Index ? error.Detail : null })])
        {
            Besides = _page.IsWhole && !list.IsTooLong ? await new Besides(_call, type, list).FindAsync(await dialog.OwnerAsync()) : [],
            Matching = _page.Matching(list).Count(), Total = list.Rows.Count, Start = _page.Start, PageSize = _page.Size, Filter = _page.Filter,
            IsStored = list.IsStored, By = list.By, TellsWhy = _call.MayRead, Reason = dialog.Reason,
            Subjects = await Choices.SubjectsAsync(_call, SubjectRef.User, SubjectRef.Group),
            Error = list.IsTooLong ? $"This list has more than {AclLimits.EntriesPerRequest:N0} entries, so it cannot be replaced at once: give and take rights one by one, over HTTP or on the command line." : null,
        };
    }

    /// <summary>How each subject stands. Asking a list under assumptions takes storing it, as far as the question goes; one that cannot be stored cannot be asked about.</summary>
    private async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<Standing>>> StandAsync(AccessListDocument list, IReadOnlyList<SentRow> rows)
    {
        string[] subjects = list.IsTooLong ? [] : [.. rows.Select(row => row.Subject).Where(subject => Subject(subject) == subject).Distinct()];
        var stands = await new StandingReader(_call, list, type.Actions).ReadAsync([.. subjects.Select(Asked.About)]);
        return subjects.Zip(stands).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private RowView Row(SentRow row, int at, IReadOnlyList<Standing>? stands) => new(
        at, row.Subject, row.Was?.Write() ?? "",
        [.. type.Actions.Select((action, k) => new CellView(action, row.Set.TryGetValue(action, out Effect set) ? set : null, stands?[k]))], row.Terms)
    {
        IsRemoved = row.IsRemoved, Unsaid = row.Was is { } was ? [.. type.Actions.Where(action => was.Says(rules, action) is null)] : [],
    };
}
