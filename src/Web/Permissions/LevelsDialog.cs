using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Resources;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>The dialog of the levels granted on one resource.</summary>
/// <param name="dialog">The request, and the resource whose levels the caller may manage.</param>
internal sealed class LevelsDialog(Dialog dialog)
{
    /// <summary>Most levels of users on one page.</summary>
    private const int PageRows = 25;

    /// <summary>Most levels that are shown of each thing above.</summary>
    private const int MostAbove = 50;

    private readonly PageCall _call = dialog.Call;
    private readonly GrantedLevels _levels = dialog.Tenant.Sharing.Levels!;

    private string Id => dialog.Id;

    private IReadOnlyList<string> Reached => [.. _levels.Order.Skip(1)];

    /// <summary>A user or a role as it was typed; null when it is none.</summary>
    public static string? Subject(string typed) => Dialog.Subject(typed, SubjectRef.User, SubjectRef.Role);

    /// <summary>Answers a request to read it.</summary>
    public async ValueTask<IResult> ShowAsync()
    {
        var stored = await StoredAsync();
        return Show(await ViewAsync([.. stored.Rows.Select(LevelForm.Of)], stored));
    }

    /// <summary>Answers a form.</summary>
    public async ValueTask<IResult> TakeAsync()
    {
        var rows = LevelForm.Read(_call);
        var stored = await StoredAsync();
        if (_call.Field("do") == "add") return await AddAsync(rows, stored);
        List<Step> steps = [];
        foreach (var subject in rows.Where(row => row.IsTouched).Select(row => row.Subject).Distinct())
        {
            try
            {
                steps.AddRange(LevelSteps.Of(Id, _levels.Order, [.. rows.Where(row => row.Subject == subject)]));
            }
            catch (AclException e)
            {
                return Show(await ViewAsync([.. rows.Select(row => row.Subject == subject ? row with { Error = e.Detail } : row)], stored), StatusCodes.Status400BadRequest);
            }
        }

        if (steps.Count == 0) return Show(await ViewAsync(rows, stored) with { Error = "Nothing is changed yet: choose another level first." });
        return await TryAsync(rows, stored, steps);
    }

    private async ValueTask<IResult> TryAsync(IReadOnlyList<LevelRowView> rows, LevelRows stored, IReadOnlyList<Step> steps)
    {
        var touched = rows.Where(row => row.IsTouched).ToList();
        if (touched.Exists(row => row.ETag != (LevelForm.Same(stored.Rows, row)?.ETag ?? ""))) return await StaleAsync(rows, stored);
        var still = touched.Select(row => LevelForm.Same(stored.Rows, row)?.Object).OfType<Precondition>().DistinctBy(one => one.Ref);
        try
        {
            var result = await _call.ApplyAsync(new ApplyRequest(steps) { Reason = _call.Field("reason"), Preconditions = [.. still], DryRun = !dialog.IsSaving });
            if (!result.DryRun) return await dialog.SavedAsync(result.Revision);
            return Show(await ViewAsync(rows, stored) with { Preview = await PreviewAsync(rows, steps) });
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed)
        {
            return await StaleAsync(rows, await StoredAsync());
        }
        catch (AclException e) when (e.IsRefusal())
        {
            return Show(await ViewAsync(rows, stored) with { Error = e.Detail }, Refusal.StatusOf(e.Code));
        }
    }

    private async ValueTask<PreviewView> PreviewAsync(IReadOnlyList<LevelRowView> rows, IReadOnlyList<Step> steps)
    {
        var preview = await new Previews(_call, Id, Reached).OfAsync(steps, rows.Select(row => row.Subject).Distinct());
        var owner = await dialog.OwnerAsync();
        string[] tried = [.. (owner is null ? [] : new[] { owner }).Concat(rows.Where(row => row.Level.Length > 0).Select(row => row.Subject)).Distinct()];
        var again = LevelSteps.Grant(Id, Asked.Stranger.ToString(), _levels.Default, RowTerms.None);
        return preview with { Warnings = await new ManagerWarnings(_call, steps, again).FindAsync(tried) };
    }

    private async ValueTask<IResult> AddAsync(IReadOnlyList<LevelRowView> rows, LevelRows stored)
    {
        var typed = _call.Field("add") ?? "";
        if (Subject(typed) is { } subject && rows.Count < LevelForm.MostRows) return Show(await ViewAsync([.. rows, LevelForm.New(rows.Count, subject, _levels.Default)], stored));
        var error = Subject(typed) is null ? "Name a user or a role, such as user:ann or role:ann/roles/readers." : "Save these rows first: one form takes no more.";
        return Show(await ViewAsync(rows, stored) with { Add = typed, AddError = error }, StatusCodes.Status400BadRequest);
    }

    /// <summary>Somebody else has changed what was touched here.</summary>
    private async ValueTask<IResult> StaleAsync(IReadOnlyList<LevelRowView> rows, LevelRows stored) => Show(
        await ViewAsync(LevelForm.Beside(rows, stored.Rows), stored) with
        {
            Error = "Nothing was saved: somebody else has changed these levels since you opened them. Your choices are still below; look at both, then save again.",
        },
        StatusCodes.Status412PreconditionFailed);

    private ValueTask<LevelRows> StoredAsync() => LevelRows.ReadAsync(_call, Id, _call.Query("after"), PageRows);

    private async ValueTask<LevelsView> ViewAsync(IReadOnlyList<LevelRowView> rows, LevelRows stored)
    {
        var owner = await dialog.OwnerAsync();
        var standings = await new LevelStandings(_call, Id, Reached).ReadAsync([
            .. rows.Select(row => new LevelAsked(row.Subject, [])),
            .. rows.Select(row => new LevelAsked(row.Subject, row.Was.Length > 0 ? [LevelSteps.Revoke(Id, row.Subject, row.WasTerms.IsAny)] : [])),
            .. owner is null ? [] : new[] { new LevelAsked(owner, []) }]);
        var above = await AboveAsync();
        return new LevelsView(dialog.Resource, _levels, [.. rows.Select((row, at) => row with { Now = standings[at], Otherwise = standings[rows.Count + at] })])
        {
            Above = [.. above.SelectMany(one => one.Levels.Rows.Select(row => new LevelAbove(one.Resource, row.Subject, row.Level, row.Terms.ToString())))],
            MoreAbove = [.. above.Where(one => one.Levels.Next is not null).Select(one => one.Resource)],
            AreMoreRoles = stored.AreMoreRoles || above.Exists(one => one.Levels.AreMoreRoles),
            Next = stored.Next, Owner = owner is null ? null : (owner, standings[^1]!), Reason = dialog.Reason,
            Subjects = await Choices.SubjectsAsync(_call, SubjectRef.User, SubjectRef.Role),
        };
    }

    private async ValueTask<List<(string Resource, LevelRows Levels)>> AboveAsync()
    {
        List<(string, LevelRows)> above = [];
        foreach (var uri in Paths.Above(Id)) above.Add((uri, await LevelRows.ReadAsync(_call, uri, null, MostAbove)));
        return above;
    }

    private IResult Show(LevelsView view, int status = StatusCodes.Status200OK) => _call.Show<LevelsDialogPage, LevelsView>(view, status);
}
