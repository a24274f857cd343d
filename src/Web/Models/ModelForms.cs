using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Editing;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Models;

/// <summary>Another model for a tenant: planned first, then put as it was planned.</summary>
internal static class ModelForms
{
    /// <summary>The form with the model of now, to be changed.</summary>
    public static IResult Begin(PageCall call, ModelVersion present) =>
        Show(call, new ModelChangeView(present, new ModelDraft(present.Source, ModelPages.Settings(present.Settings)) { Version = present.Version }));

    /// <summary>The question whether an earlier version is to come back, with what that would do.</summary>
    public static ValueTask<IResult> RestoreAsync(PageCall call, ModelVersion present, ModelVersion earlier)
    {
        var draft = new ModelDraft(earlier.Source, ModelPages.Settings(earlier.Settings)) { Restored = earlier.Version, Version = present.Version };
        return PlanAsync(call, new ModelChangeView(present, draft));
    }

    public static async ValueTask<IResult> PostAsync(PageCall call)
    {
        var versions = await call.Service.ListModelsAsync(call.Tenant, call.Cancellation);
        var restored = Numbers.Read(call.Field("restored"));
        var earlier = versions.FirstOrDefault(version => version.Version == restored);
        var draft = new ModelDraft(earlier?.Source ?? call.RawField("source"), earlier is null ? call.RawField("settings") : ModelPages.Settings(earlier.Settings))
        {
            Restored = restored, Version = Numbers.Read(call.Field("version")) ?? 0, Reason = call.Field("reason"),
        };
        var view = new ModelChangeView(versions[^1], draft);
        if (call.Field("do") != "put") return await PlanAsync(call, view);
        if (PlannedChange.Read(call.Field("planned")) is { } planned && planned.Is(draft)) return await PutAsync(call, view, planned);
        return await PlanAsync(call, view with { Refusal = "This is not what was planned; nothing was changed. See what it would do, and put it then." });
    }

    private static async ValueTask<IResult> PlanAsync(PageCall call, ModelChangeView view)
    {
        if (Change(view, out var malformed) is not { } change) return Show(call, malformed);
        try
        {
            return Show(call, view with { Plan = await call.Service.PlanModelAsync(call.Tenant, change, call.Cancellation) });
        }
        catch (AclException e) when (IsOfTheText(e))
        {
            return Show(call, At(view, e));
        }
    }

    private static async ValueTask<IResult> PutAsync(PageCall call, ModelChangeView view, PlannedChange planned)
    {
        if (Change(view, out var malformed) is not { } change) return Show(call, malformed);
        try
        {
            var request = new ModelRequest(change) { Reason = view.Draft.Reason, Versions = [view.Draft.Version], Revision = planned.Revision };
            var result = await call.Service.PutModelAsync(call.Tenant, request, call.Cancellation);
            if (result.Applied) return Results.Redirect(call.ToSaved(result.Tenant.Revision, "model"));
            return Show(call, view with { Refusal = result.Refusal().Detail, Conflicts = result.Conflicts }, StatusCodes.Status409Conflict);
        }
        catch (AclException e) when (e.Code == ErrorCodes.PreconditionFailed)
        {
            // What is shown from now on is planned anew, over what there is now.
            var present = view with { Draft = view.Draft with { Version = view.Present.Version }, Refusal = $"Nothing was changed: {e.Detail}. Plan it again." };
            return Show(call, present, StatusCodes.Status412PreconditionFailed);
        }
        catch (AclException e) when (IsOfTheText(e))
        {
            return Show(call, At(view, e), Refusal.Of(e).Status);
        }
    }

    /// <summary>The change that a draft is; null when its settings cannot be read.</summary>
    private static ModelChange? Change(ModelChangeView view, out ModelChangeView malformed)
    {
        malformed = view;
        if (view.Draft.Restored is { } version) return new ModelChange { Version = version };
        try
        {
            var settings = view.Draft.Settings.Trim().Length == 0 ? Node.Map() : Yaml.Parse(view.Draft.Settings);
            settings.AsMap();
            // The file of a built-in model, as it is, stays the built-in model.
            return new ModelChange { ModelFile = view.Draft.Source == view.Present.Source ? null : view.Draft.Source, Settings = settings };
        }
        catch (AclException e)
        {
            malformed = view with { SettingsProblem = TextProblem.Of(e, null) };
            return null;
        }
    }

    private static bool IsOfTheText(AclException error) => error.IsRefusal() && error.Code != ErrorCodes.Denied;

    /// <summary>An error where it belongs: in the settings when it names them and they are typed, or else in the file.</summary>
    private static ModelChangeView At(ModelChangeView view, AclException error)
    {
        if (error.Code == ErrorCodes.InvalidModel || view.Draft.Settings.Trim().Length == 0) return view with { Problem = TextProblem.Of(error, null) };
        var settings = Yaml.Parse(view.Draft.Settings);
        var problem = TextProblem.Of(error, settings, "settings");
        return problem.Field is { } field && settings[field] is not null
            ? view with { SettingsProblem = problem }
            : view with { Problem = TextProblem.Of(error, null) };
    }

    private static IResult Show(PageCall call, ModelChangeView view, int status = StatusCodes.Status200OK) => call.Show<ModelChangePage, ModelChangeView>(view, status);
}
