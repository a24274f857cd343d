using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>The dialog of one resource's access list: shown, tried out and saved.</summary>
/// <param name="call">The request.</param>
/// <param name="tenant">The tenant.</param>
/// <param name="resource">The resource, whose permissions the caller may manage.</param>
internal sealed class ListDialog(PageCall call, TenantInfo tenant, StoredObject resource)
{
    /// <summary>Most rows of one page.</summary>
    private const int PageRows = 25;

    /// <summary>Most fields that a page's rows have together: a form takes 1,024.</summary>
    private const int MostFields = 900;

    /// <summary>Fields of a row besides its actions.</summary>
    private const int RowFields = 6;

    /// <summary>Most subjects to choose from.</summary>
    private const int Choices = 200;

    /// <summary>Most rows that a form may bring: those of a page, and some that were added.</summary>
    public const int MostRows = 100;

    private readonly ListRules _rules = tenant.Sharing.Lists!;
    private readonly TypeInfo _type = tenant.Types.First(type => type.Name == ResourceRef.Parse(resource.Ref.Id).Type);

    private IReadOnlyList<string> Actions => _type.Actions;

    private int PageSize => Math.Clamp(MostFields / (Actions.Count + RowFields), 1, PageRows);

    /// <summary>Answers a request to read it.</summary>
    public async ValueTask<IResult> ShowAsync()
    {
        var list = await ListAsync();
        var added = call.Query("add") is { } subject && list.Rows.All(row => row.Row.Subject != subject) ? Subject(subject) : null;
        var view = await ViewAsync(list, list.ETag, Page(list), added);
        return Show(view with { Saved = long.TryParse(call.Query("saved"), out var revision) ? revision : null });
    }

    /// <summary>Answers a form.</summary>
    public async ValueTask<IResult> TakeAsync()
    {
        var form = ListForm.Read(call, _rules, Actions);
        var list = await ListAsync();
        if (form.Do == "add") return await AddAsync(form, list);
        if (list.ETag != form.ETag) return await StaleAsync(form, list);
        List<RowEdit> edits = [];
        foreach (var row in form.Rows)
        {
            try
            {
                if (row.Edit(_rules, Actions) is { } edit) edits.Add(edit);
            }
            catch (AclException e)
            {
                return Show(await ViewAsync(list, form.ETag, form.Rows, errors: (row.Index, e.Detail)), StatusCodes.Status400BadRequest);
            }
        }

        if (edits.FirstOrDefault(edit => edit.Now is { } now && IsTwice(list, edits, edit, now)) is { } twice)
            return Show(await ViewAsync(list, form.ETag, form.Rows, errors: (twice.Row, "there is a row of this subject for the same time already")), StatusCodes.Status400BadRequest);
        return await TryAsync(form, list, edits);
    }

    private static bool IsTwice(AccessListDocument list, List<RowEdit> edits, RowEdit edit, ListRow now) =>
        edits.Exists(other => other != edit && other.Now is { } same && same.IsAt(now))
        || list.Rows.Any(row => row.Row.IsAt(now) && !edits.Exists(other => other.Was is { } was && was.IsAt(row.Row)));

    private async ValueTask<IResult> TryAsync(ListForm form, AccessListDocument list, List<RowEdit> edits)
    {
        if (edits.Count == 0) return Show(await ViewAsync(list, form.ETag, form.Rows) with { Error = "Nothing is changed yet: tick or clear a box first." });
        ListEdit edit = new(list, edits, _rules, Actions);
        var step = list.Storing(edit.Entries, Managing.Author(call)?.ToString());
        var request = new ApplyRequest([step]) { Reason = call.Field("reason"), Preconditions = [AccessListDocument.Still(resource.Ref.Id, form.ETag)], DryRun = form.Do != "save" };
        try
        {
            var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
            if (!result.Applied) return await RefusedAsync(form, list, edit, StepRefusals.InWords(result));
            if (!result.DryRun) return await SavedAsync(result.Revision);
            return Show(await ViewAsync(list, form.ETag, form.Rows) with { Preview = await PreviewAsync(list, edit, step) });
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed)
        {
            return await StaleAsync(form, await ListAsync());
        }
        catch (AclException e) when (e.Code is ErrorCodes.InvalidDocument or ErrorCodes.LimitExceeded or ErrorCodes.Denied)
        {
            return await RefusedAsync(form, list, edit, e);
        }
    }

    private async ValueTask<PreviewView> PreviewAsync(AccessListDocument list, ListEdit edit, Step step)
    {
        var named = list.Rows.Select(row => row.Row).Concat(edit.Rows).Select(row => row.Subject).Distinct();
        var preview = await new Previews(call, resource.Ref.Id, Actions).OfAsync([step], named);
        var owner = await OwnerAsync();
        // Those who are given most are likeliest to be the ones who may manage.
        var likeliest = edit.Rows.OrderByDescending(row => row.Allow.Contains(_rules.All) ? Actions.Count : row.Allow.Count).Select(row => row.Subject);
        string[] tried = [.. (owner is null ? [] : new[] { owner }).Concat(likeliest).Distinct()];
        return preview with { Warnings = await new ManagerWarnings(call, [step], list.Storing([], null)).FindAsync(tried) };
    }

    /// <summary>Back to the dialog; or, for somebody who has just given that right away, to what he may still see.</summary>
    private async ValueTask<IResult> SavedAsync(long revision)
    {
        var saved = revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var isShown = await Resources.Shown.MayBeAsync(call, ResourceRef.Parse(resource.Ref.Id));
        var page = !isShown ? call.To("resources")
            : await Managing.MayAsync(call, tenant, resource) ? call.To("permissions", ("resource", resource.Ref.Id), ("saved", saved))
            : call.To("resource", ("ref", resource.Ref.Id), ("saved", saved));
        return Results.Redirect(page);
    }

    private async ValueTask<IResult> AddAsync(ListForm form, AccessListDocument list)
    {
        var typed = call.Field("add") ?? "";
        var subject = Subject(typed);
        var error = subject is null ? "Name a user or a group, such as user:ann or group:ops." : form.Rows.Count >= MostRows ? "Save these rows first: one form takes no more." : null;
        var view = await ViewAsync(list, form.ETag, form.Rows, error is null ? subject : null);
        return Show(view with { Add = error is null ? "" : typed, AddError = error }, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private async ValueTask<IResult> RefusedAsync(ListForm form, AccessListDocument list, ListEdit edit, AclException error)
    {
        // `entries[3].until`: the row that the entry came from.
        var place = error.Place?.Split("entries[", 2) is [_, var behind] && int.TryParse(behind.Split(']')[0], out var entry) ? edit.RowOf(entry) : null;
        var view = await ViewAsync(list, form.ETag, form.Rows, errors: place is { } row ? (row, error.Detail) : null);
        return Show(place is null ? view with { Error = error.Detail } : view, Refusal.StatusOf(error.Code));
    }

    /// <summary>Somebody else has changed the list: what is typed stays, beside what is stored now, and goes over that when it is sent again.</summary>
    private async ValueTask<IResult> StaleAsync(ListForm form, AccessListDocument list)
    {
        Dictionary<int, string> meanwhile = [];
        List<SentRow> rows = [];
        foreach (var row in form.Rows)
        {
            var now = row.Was is { } was ? list.Rows.FirstOrDefault(stored => stored.Row.IsAt(was))?.Row
                : list.Rows.FirstOrDefault(stored => stored.Row.Subject == row.Subject && !row.Terms.IsAny && !stored.Row.Terms.IsAny)?.Row;
            if (now?.Write() != row.Was?.Write()) meanwhile[row.Index] = now is null ? "the row has been taken away" : InWords(now);
            var isTouched = IsTouched(row);
            // What was not touched is shown as it is now, or no more.
            if (isTouched) rows.Add(row with { Was = now });
            else if (now is not null) rows.Add(SentRow.Of(row.Index, now, _rules, Actions));
        }

        var view = await ViewAsync(list, list.ETag, rows);
        return Show(view with { IsStale = true, Rows = [.. view.Rows.Select(row => row with { Meanwhile = meanwhile.GetValueOrDefault(row.Index) })] }, StatusCodes.Status412PreconditionFailed);
    }

    private bool IsTouched(SentRow row)
    {
        try
        {
            return row.Edit(_rules, Actions) is not null;
        }
        catch (AclException)
        {
            return true;
        }
    }

    private string InWords(ListRow row)
    {
        var parts = Actions.GroupBy(action => row.Says(_rules, action)).Where(group => group.Key is not null)
            .OrderBy(group => group.Key == Policies.Effect.Allow ? 0 : 1).Select(group => $"{(group.Key == Policies.Effect.Allow ? "allows" : "denies")} {string.Join(", ", group)}");
        return string.Join("; ", parts.Append(row.Terms.ToString()).Where(part => part.Length > 0));
    }

    private ValueTask<AccessListDocument> ListAsync() => AccessListDocument.GetAsync(call.Service, call.Tenant, resource.Ref.Id, call.Cancellation);

    private IEnumerable<StoredRow> Matching(AccessListDocument list) => call.Query("q") is { } filter
        ? list.Rows.Where(row => row.Row.Subject.Contains(filter, StringComparison.OrdinalIgnoreCase)) : list.Rows;

    private int Start => int.TryParse(call.Query("start"), out var start) && start > 0 ? start : 0;

    private IReadOnlyList<SentRow> Page(AccessListDocument list) =>
        [.. Matching(list).Skip(Start).Take(PageSize).Select((row, at) => SentRow.Of(at, row.Row, _rules, Actions))];

    /// <summary>A user or a group by its reference; a user also by his id alone.</summary>
    private static string? Subject(string typed)
    {
        try
        {
            var subject = SubjectRef.Parse(typed.Contains(':') ? typed : $"{SubjectRef.User}:{typed}");
            return subject.Type is SubjectRef.User or SubjectRef.Group ? subject.ToString() : null;
        }
        catch (AclException)
        {
            return null;
        }
    }

    /// <summary>Whom the resource belongs to: of what he manages everybody may know that, for it says what he cannot take away.</summary>
    private async ValueTask<string?> OwnerAsync() =>
        (await call.Host.GetAsync(call.Tenant, resource.Ref, call.Cancellation))?.Document["owner"]?.Text;

    private async ValueTask<ListView> ViewAsync(
        AccessListDocument list, string tag, IReadOnlyList<SentRow> sent, string? added = null, (int Row, string Error)? errors = null)
    {
        List<SentRow> rows = [.. sent];
        if (added is not null) rows.Add(new SentRow(rows.Count, added, null, new Dictionary<string, Policies.Effect>(), new TermFields("", "", ""), IsRemoved: false));
        var besides = Start == 0 && call.Query("q") is null && !list.IsTooLong ? await new Besides(call, _type, list).FindAsync(await OwnerAsync()) : [];
        var reader = new StandingReader(call, list, Actions);
        // Asking a list under assumptions takes storing it, as far as the question goes; one that cannot be stored cannot be asked about.
        var stands = list.IsTooLong ? [] : await reader.ReadAsync([.. rows.Select(row => row.Subject).Where(subject => Subject(subject) == subject).Distinct().Select(Asked.About)]);
        string[] subjects = [.. rows.Select(row => row.Subject).Where(subject => Subject(subject) == subject).Distinct()];
        return new ListView(resource, _rules, Actions, tag, [.. rows.Select((row, at) => Row(row, at, errors is { } e && e.Row == row.Index ? e.Error : null,
            Array.IndexOf(subjects, row.Subject) is >= 0 and var found && stands.Count > found ? stands[found] : null))])
        {
            Besides = besides,
            Matching = Matching(list).Count(), Total = list.Rows.Count, Start = Start, PageSize = PageSize, Filter = call.Query("q"),
            IsStored = list.IsStored, By = list.By, TellsWhy = call.MayRead, Subjects = await ChoicesAsync(),
            Reason = HttpMethods.IsPost(call.Context.Request.Method) ? call.Field("reason") ?? "" : "",
            Error = list.IsTooLong ? $"This list has more than {AclLimits.EntriesPerRequest:N0} entries, so it cannot be replaced at once: give and take rights one by one, over HTTP or on the command line." : null,
        };
    }

    private RowView Row(SentRow row, int at, string? error, IReadOnlyList<Standing>? stands) => new(
        at, row.Subject, row.Was?.Write() ?? "",
        [.. Actions.Select((action, k) => new CellView(action, row.Set.TryGetValue(action, out var set) ? set : null, stands?[k]))], row.Terms)
    {
        IsRemoved = row.IsRemoved, Error = error, Unsaid = row.Was is { } was ? [.. Actions.Where(action => was.Says(_rules, action) is null)] : [],
    };

    private async ValueTask<IReadOnlyList<string>> ChoicesAsync()
    {
        if (!call.MayRead) return [];
        List<string> found = [];
        foreach (var kind in (string[])[ObjectRef.User, ObjectRef.Group])
        {
            var page = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(kind) { Limit = Choices }, call.Cancellation);
            found.AddRange(page.Items.Select(item => $"{kind}:{item.Ref.Id}"));
        }

        return found;
    }

    private IResult Show(ListView view, int status = StatusCodes.Status200OK) => call.Show<ListDialogPage, ListView>(view, status);
}
