using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>The dialog of one resource's access list: shown, tried out and saved.</summary>
/// <param name="dialog">The request, and the resource whose permissions the caller may manage.</param>
internal sealed class ListDialog(Dialog dialog)
{
    private readonly PageCall _call = dialog.Call;
    private readonly ListRules _rules = dialog.Tenant.Sharing.Lists!;
    private readonly ListViews _views = new(dialog, dialog.Tenant.Sharing.Lists!, dialog.Type!);

    private IReadOnlyList<string> Actions => dialog.Type!.Actions;

    /// <summary>Answers a request to read it.</summary>
    public async ValueTask<IResult> ShowAsync()
    {
        var list = await ListAsync();
        var added = _call.Query("add") is { } subject && list.Rows.All(row => row.Row.Subject != subject) ? ListViews.Subject(subject) : null;
        return Show(await _views.OfAsync(list, list.ETag, _views.Stored(list), added));
    }

    /// <summary>Answers a form.</summary>
    public async ValueTask<IResult> TakeAsync()
    {
        var form = ListForm.Read(_call, _rules, Actions);
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
                return await WrongAsync(form, list, new RowError(row.Index, e.Detail));
            }
        }

        return edits.FirstOrDefault(edit => edit.Now is { } now && IsTwice(list, edits, edit, now)) is { } twice
            ? await WrongAsync(form, list, new RowError(twice.Row, "there is a row of this subject for the same time already"))
            : await TryAsync(form, list, edits);
    }

    private static bool IsTwice(AccessListDocument list, List<RowEdit> edits, RowEdit edit, ListRow now) =>
        edits.Exists(other => other != edit && other.Now is { } same && same.IsAt(now))
        || list.Rows.Any(row => row.Row.IsAt(now) && !edits.Exists(other => other.Was is { } was && was.IsAt(row.Row)));

    private async ValueTask<IResult> TryAsync(ListForm form, AccessListDocument list, List<RowEdit> edits)
    {
        if (edits.Count == 0) return Show(await _views.OfAsync(list, form.ETag, form.Rows) with { Error = "Nothing is changed yet: tick or clear a box first." });
        ListEdit edit = new(list, edits, _rules, Actions);
        var step = list.Storing(edit.Entries, Managing.Author(_call)?.ToString());
        try
        {
            var result = await _call.ApplyAsync(new ApplyRequest([step])
            {
                Reason = _call.Field("reason"), Preconditions = [AccessListDocument.Still(dialog.Id, form.ETag)], DryRun = !dialog.IsSaving,
            });
            if (!result.DryRun) return await dialog.SavedAsync(result.Revision);
            return Show(await _views.OfAsync(list, form.ETag, form.Rows) with { Preview = await PreviewAsync(list, edit, step) });
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed)
        {
            return await StaleAsync(form, await ListAsync());
        }
        catch (AclException e) when (e.IsRefusal())
        {
            return await RefusedAsync(form, list, edit, e);
        }
    }

    private async ValueTask<PreviewView> PreviewAsync(AccessListDocument list, ListEdit edit, Step step)
    {
        var named = list.Rows.Select(row => row.Row).Concat(edit.Rows).Select(row => row.Subject).Distinct();
        var preview = await new Previews(_call, dialog.Id, Actions).OfAsync([step], named);
        var owner = await dialog.OwnerAsync();
        // Those who are given most are likeliest to be the ones who may manage.
        var likeliest = edit.Rows.OrderByDescending(row => row.Allow.Contains(_rules.All) ? Actions.Count : row.Allow.Count).Select(row => row.Subject);
        string[] tried = [.. (owner is null ? [] : new[] { owner }).Concat(likeliest).Distinct()];
        return preview with { Warnings = await new ManagerWarnings(_call, [step], list.Storing([], null)).FindAsync(tried) };
    }

    private async ValueTask<IResult> AddAsync(ListForm form, AccessListDocument list)
    {
        var typed = _call.Field("add") ?? "";
        var subject = ListViews.Subject(typed);
        var error = subject is null ? "Name a user or a group, such as user:ann or group:ops." : form.Rows.Count >= ListForm.MostRows ? "Save these rows first: one form takes no more." : null;
        var view = await _views.OfAsync(list, form.ETag, form.Rows, error is null ? subject : null);
        return Show(view with { Add = error is null ? "" : typed, AddError = error }, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private async ValueTask<IResult> WrongAsync(ListForm form, AccessListDocument list, RowError error, int status = StatusCodes.Status400BadRequest) =>
        Show(await _views.OfAsync(list, form.ETag, form.Rows, error: error), status);

    private async ValueTask<IResult> RefusedAsync(ListForm form, AccessListDocument list, ListEdit edit, AclException error)
    {
        // `entries[3].until`: the row that the entry came from.
        var place = error.Place?.Split("entries[", 2) is [_, var behind] && int.TryParse(behind.Split(']')[0], out var entry) ? edit.RowOf(entry) : null;
        var status = Refusal.StatusOf(error.Code);
        return place is { } row ? await WrongAsync(form, list, new RowError(row, error.Detail), status)
            : Show(await _views.OfAsync(list, form.ETag, form.Rows) with { Error = error.Detail }, status);
    }

    /// <summary>Somebody else has changed the list: what is typed goes over what is stored now when it is sent again.</summary>
    private async ValueTask<IResult> StaleAsync(ListForm form, AccessListDocument list)
    {
        var meanwhile = ListMeanwhile.Of(form.Rows, list, _rules, Actions);
        var view = await _views.OfAsync(list, list.ETag, meanwhile.Rows);
        // What is said of a row goes with it, wherever it stands now.
        return Show(
            view with { IsStale = true, Rows = [.. view.Rows.Select(row => row with { Meanwhile = meanwhile.Words.GetValueOrDefault(row.Index) })] },
            StatusCodes.Status412PreconditionFailed);
    }

    private ValueTask<AccessListDocument> ListAsync() => AccessListDocument.GetAsync(_call.Service, _call.Tenant, dialog.Id, _call.Cancellation);

    private IResult Show(ListView view, int status = StatusCodes.Status200OK) => _call.Show<ListDialogPage, ListView>(view, status);
}
