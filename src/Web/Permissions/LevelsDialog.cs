using System.Globalization;
using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Requests;
using OrleansAcl.Web.Resources;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>The dialog of the levels granted on one resource.</summary>
/// <param name="call">The request.</param>
/// <param name="tenant">The tenant.</param>
/// <param name="resource">The resource, whose levels the caller may manage.</param>
internal sealed class LevelsDialog(PageCall call, TenantInfo tenant, StoredObject resource)
{
    private const int PageRows = 25;
    private const int MostRows = 300;
    private const int MostAbove = 50;

    private readonly GrantedLevels _levels = tenant.Sharing.Levels!;

    private string Id => resource.Ref.Id;

    private IReadOnlyList<string> Reached => [.. _levels.Order.Skip(1)];

    /// <summary>Answers a request to read it.</summary>
    public async ValueTask<IResult> ShowAsync()
    {
        var (rows, next) = await StoredAsync();
        var view = await ViewAsync([.. rows.Select(View)], next);
        return Show(view with { Saved = long.TryParse(call.Query("saved"), out var revision) ? revision : null });
    }

    /// <summary>Answers a form.</summary>
    public async ValueTask<IResult> TakeAsync()
    {
        var rows = Sent();
        var (stored, next) = await StoredAsync();
        if (call.Field("do") == "add") return await AddAsync(rows, next);
        List<Step> steps = [];
        foreach (var subject in rows.Where(row => row.IsTouched).Select(row => row.Subject).Distinct())
        {
            try
            {
                steps.AddRange(LevelSteps.Of(Id, _levels.Order, [.. rows.Where(row => row.Subject == subject)]));
            }
            catch (AclException e)
            {
                return Show(await ViewAsync([.. rows.Select(row => row.Subject == subject ? row with { Error = e.Detail } : row)], next), StatusCodes.Status400BadRequest);
            }
        }

        if (steps.Count == 0) return Show(await ViewAsync(rows, next) with { Error = "Nothing is changed yet: choose another level first." });
        return await TryAsync(rows, stored, next, steps);
    }

    private async ValueTask<IResult> TryAsync(IReadOnlyList<LevelRowView> rows, IReadOnlyList<LevelRow> stored, string? next, IReadOnlyList<Step> steps)
    {
        var touched = rows.Where(row => row.IsTouched).ToList();
        if (touched.Exists(row => row.ETag != (Same(stored, row)?.Object.ETags![0] ?? ""))) return await StaleAsync(rows, stored, next);
        var still = touched.Select(row => Same(stored, row)?.Object).OfType<Precondition>().DistinctBy(one => one.Ref);
        var request = new ApplyRequest(steps) { Reason = call.Field("reason"), Preconditions = [.. still], DryRun = call.Field("do") != "save" };
        try
        {
            var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
            if (!result.Applied)
            {
                var refusal = StepRefusals.InWords(result);
                return Show(await ViewAsync(rows, next) with { Error = refusal.Detail }, Refusal.StatusOf(refusal.Code));
            }

            if (!result.DryRun) return await SavedAsync(result.Revision);
            return Show(await ViewAsync(rows, next) with { Preview = await PreviewAsync(rows, steps) });
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed)
        {
            (stored, next) = await StoredAsync();
            return await StaleAsync(rows, stored, next);
        }
    }

    private async ValueTask<PreviewView> PreviewAsync(IReadOnlyList<LevelRowView> rows, IReadOnlyList<Step> steps)
    {
        var preview = await new Previews(call, Id, Reached).OfAsync(steps, rows.Select(row => row.Subject).Distinct());
        var owner = await OwnerAsync();
        string[] tried = [.. (owner is null ? [] : new[] { owner }).Concat(rows.Where(row => row.Level.Length > 0).Select(row => row.Subject)).Distinct()];
        var again = LevelSteps.Grant(Id, Asked.Stranger.ToString(), _levels.Default, RowTerms.None);
        return preview with { Warnings = await new ManagerWarnings(call, steps, again).FindAsync(tried) };
    }

    private async ValueTask<IResult> SavedAsync(long revision)
    {
        var saved = revision.ToString(CultureInfo.InvariantCulture);
        return Results.Redirect(!await Shown.MayBeAsync(call, ResourceRef.Parse(Id)) ? call.To("resources")
            : await Managing.MayAsync(call, tenant, resource) ? call.To("permissions", ("resource", Id), ("saved", saved))
            : call.To("resource", ("ref", Id), ("saved", saved)));
    }

    private async ValueTask<IResult> AddAsync(IReadOnlyList<LevelRowView> rows, string? next)
    {
        var typed = call.Field("add") ?? "";
        var subject = Subject(typed);
        if (subject is null || rows.Count >= MostRows)
        {
            var error = subject is null ? "Name a user or a role, such as user:ann or role:ann/roles/readers." : "Save these rows first: one form takes no more.";
            return Show(await ViewAsync(rows, next) with { Add = typed, AddError = error }, StatusCodes.Status400BadRequest);
        }

        var none = new TermFields("", "", "");
        return Show(await ViewAsync([.. rows, new LevelRowView(rows.Count, subject, "", none, "", _levels.Default, none)], next));
    }

    /// <summary>Somebody else has changed what was touched here: what is typed stays, beside what is stored now.</summary>
    private async ValueTask<IResult> StaleAsync(IReadOnlyList<LevelRowView> rows, IReadOnlyList<LevelRow> stored, string? next)
    {
        LevelRowView[] now = [.. rows.Select(row => Same(stored, row) is { } same
            ? row with { Was = same.Level, WasTerms = SentTerms.Show(same.Terms), ETag = same.Object.ETags![0], Error = same.Object.ETags![0] != row.ETag ? $"stored now: {same.Level} {same.Terms}" : null }
            : row with { Was = "", ETag = "", Error = row.Was.Length > 0 ? "stored now: nothing" : null })];
        return Show(
            await ViewAsync(now, next) with { Error = "Nothing was saved: somebody else has changed these levels since you opened them. Your choices are still below; look at both, then save again." },
            StatusCodes.Status412PreconditionFailed);
    }

    private static LevelRow? Same(IReadOnlyList<LevelRow> stored, LevelRowView row) =>
        stored.FirstOrDefault(one => one.Subject == row.Subject && one.Terms.IsAny == (row.Was.Length > 0 ? row.WasTerms : row.Terms).IsAny);

    private ValueTask<(IReadOnlyList<LevelRow> Rows, string? Next)> StoredAsync() => LevelRow.ReadAsync(call, Id, call.Query("after"), PageRows);

    private static LevelRowView View(LevelRow row, int at) =>
        new(at, row.Subject, row.Level, SentTerms.Show(row.Terms), row.Object.ETags![0], row.Level, SentTerms.Show(row.Terms));

    private IReadOnlyList<LevelRowView> Sent()
    {
        var count = int.TryParse(call.Field("rows"), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? Math.Min(rows, MostRows) : 0;
        return [.. Enumerable.Range(0, count).Select(at => new LevelRowView(
            at, call.RawField($"subject.{at}"), call.Field($"was.{at}") ?? "",
            new TermFields(call.Field($"was-from.{at}") ?? "", call.Field($"was-until.{at}") ?? "", ""), call.Field($"etag.{at}") ?? "",
            call.Field($"level.{at}") ?? "", new TermFields(Instant(call.Field($"from.{at}")), Instant(call.Field($"until.{at}")), "")))];
    }

    /// <summary>A field of a time with its seconds, which browsers leave out where there are none.</summary>
    private static string Instant(string? typed) => typed is { Length: 16 } ? $"{typed}:00" : typed ?? "";

    private async ValueTask<string?> OwnerAsync() => (await call.Host.GetAsync(call.Tenant, resource.Ref, call.Cancellation))?.Document["owner"]?.Text;

    private async ValueTask<LevelsView> ViewAsync(IReadOnlyList<LevelRowView> rows, string? next)
    {
        var owner = await OwnerAsync();
        var standings = await StandAsync([
            .. rows.Select(row => (row.Subject, Assuming: (IReadOnlyList<Step>)[])),
            .. rows.Select(row => (row.Subject, Assuming: (IReadOnlyList<Step>)(row.Was.Length > 0 ? [LevelSteps.Revoke(Id, row.Subject, row.WasTerms.IsAny)] : []))),
            .. owner is null ? [] : new[] { (owner, (IReadOnlyList<Step>)[]) }]);
        return new LevelsView(resource, _levels, [.. rows.Select((row, at) => row with { Now = standings[at], Otherwise = standings[rows.Count + at] })])
        {
            Above = await AboveAsync(), Next = next, Owner = owner is null ? null : (owner, standings[^1]!), Subjects = await ChoicesAsync(),
            Reason = HttpMethods.IsPost(call.Context.Request.Method) ? call.Field("reason") ?? "" : "",
        };
    }

    /// <summary>The highest level of each, by what the engine allows: each level is the action of its name.</summary>
    private async ValueTask<IReadOnlyList<LevelStanding?>> StandAsync(IReadOnlyList<(string Subject, IReadOnlyList<Step> Assuming)> asked)
    {
        var reached = Reached;
        var known = asked.Select(one => Subject(one.Subject) == one.Subject).ToArray();
        var answers = await StandingReader.AskAsync(call, asked.Where((_, at) => known[at]).SelectMany(one => reached.Select(level =>
            new CheckRequest(SubjectRef.Parse(one.Subject), level, ResourceRef.Parse(Id)) { Assuming = one.Assuming })));
        var standings = new LevelStanding?[asked.Count];
        for (var (at, place) = (0, 0); at < asked.Count; at++)
        {
            if (!known[at]) continue;
            var highest = Enumerable.Range(0, reached.Count).Select(k => answers[(place * reached.Count) + k]).ToList().FindLastIndex(answer => answer.Decision.Allowed);
            standings[at] = highest < 0 ? new LevelStanding(null, "") : new LevelStanding(reached[highest], call.MayRead ? answers[(place * reached.Count) + highest].Decision.Reason : "");
            place++;
        }

        return standings;
    }

    private async ValueTask<IReadOnlyList<LevelAbove>> AboveAsync()
    {
        List<LevelAbove> above = [];
        foreach (var uri in Paths.Above(Id))
        {
            var (rows, _) = await LevelRow.ReadAsync(call, uri, null, MostAbove);
            above.AddRange(rows.Select(row => new LevelAbove(uri, row.Subject, row.Level, row.Terms.ToString())));
        }

        return above;
    }

    private async ValueTask<IReadOnlyList<string>> ChoicesAsync()
    {
        if (!call.MayRead) return [];
        List<string> found = [];
        foreach (var kind in (string[])[ObjectRef.User, ObjectRef.Role])
        {
            var page = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(kind) { Limit = LevelRow.MostRoles }, call.Cancellation);
            found.AddRange(page.Items.Select(item => $"{kind}:{item.Ref.Id}"));
        }

        return found;
    }

    private static string? Subject(string typed)
    {
        try
        {
            var subject = SubjectRef.Parse(typed.Contains(':') ? typed : $"{SubjectRef.User}:{typed}");
            return subject.Type is SubjectRef.User or SubjectRef.Role ? subject.ToString() : null;
        }
        catch (AclException)
        {
            return null;
        }
    }

    private IResult Show(LevelsView view, int status = StatusCodes.Status200OK) => call.Show<LevelsDialogPage, LevelsView>(view, status);
}
