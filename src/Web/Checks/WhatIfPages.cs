using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Checks;

/// <summary>What the page of a change that is only thought of shows.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Form">The change as typed.</param>
public sealed record WhatIfView(TenantInfo Tenant, WhatIfForm Form)
{
    /// <summary>Its steps; none when only time passes.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>What it would change; null when that is not known.</summary>
    public ImpactView? Impact { get; init; }

    /// <summary>What a check assumes to be asked as it would be then; null when that is too long for an address.</summary>
    public string? Assuming { get; init; }

    /// <summary>What is wrong; its place is a field of the form.</summary>
    public AclException? Error { get; init; }

    /// <summary>What is wrong with one field; null when it is not that.</summary>
    public string? ErrorOf(string field) => Error is { } error && error.Place == field ? error.Detail : null;
}

/// <summary>A change, or the passing of time, before it is made: which decisions would be other ones; and then making it.</summary>
internal static class WhatIfPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.TenantRoute + "/what-if", Access.Administer, call => ShowAsync(call, WhatIfForm.OfAddress(call)));
        routes.MapForm(PagePaths.TenantRoute + "/what-if", Access.Administer, call => ShowAsync(call, WhatIfForm.OfFields(call)));
        routes.MapForm(PagePaths.TenantRoute + "/what-if/apply", Access.Administer, ApplyAsync);
    }

    /// <summary>The page of a change.</summary>
    public static async ValueTask<IResult> ShowAsync(PageCall call, WhatIfForm form, AclException? error = null)
    {
        var view = new WhatIfView(await call.TenantAsync(), form) { Error = error };
        try
        {
            if (!form.IsEmpty)
                view = view with { Steps = form.Change().Steps, Assuming = form.Assuming(), Impact = await ImpactView.ReadAsync(call, form.Read()) };
        }
        catch (AclException e) when (e.IsRefusal())
        {
            view = view with { Error = error ?? AtField(e) };
        }

        return call.Show<WhatIfPage, WhatIfView>(view, view.Error is { } wrong ? Refusal.Of(wrong).Status : StatusCodes.Status200OK);
    }

    private static async ValueTask<IResult> ApplyAsync(PageCall call)
    {
        var form = WhatIfForm.OfFields(call) with { After = null };
        try
        {
            var change = form.Change();
            if (change.Steps.Count == 0) throw new AclException(ErrorCodes.InvalidDocument, "expected steps", "steps");
            var result = await call.Service.ApplyAsync(
                call.Tenant, change with { Reason = form.Reason ?? change.Reason, IdempotencyKey = call.Field("key") }, call.Cancellation);
            return result.Applied ? Results.Redirect(After(call, form.Back, result.Revision)) : await ShowAsync(call, form, StepsText.At("steps", InStep(result)));
        }
        catch (AclException e) when (e.IsRefusal())
        {
            return await ShowAsync(call, form, AtField(e));
        }
    }

    /// <summary>The page gone back to, which says that it was done.</summary>
    private static string After(PageCall call, string? back, long revision)
    {
        if (back is null) return call.ToSaved(revision, "what-if");
        var page = $"{call.To("")}/{back}";
        return PagePaths.InHeader($"{page}{(page.Contains('?') ? '&' : '?')}{Applying.Saved}={Numbers.Write(revision)}");
    }

    /// <summary>The first refused step, by its number and the place in it.</summary>
    private static AclException InStep(ApplyResult result)
    {
        var (number, error) = StepRefusals.First(result);
        var place = error.Place is not { } inStep ? $"steps[{number}]" : inStep.StartsWith("steps", StringComparison.Ordinal) ? inStep : $"steps[{number}].{inStep}";
        return new AclException(error.Code, error.Detail, place, error);
    }

    private static AclException AtField(AclException error) =>
        error.Place is { } place && (place.StartsWith("steps[", StringComparison.Ordinal) || place.StartsWith("assuming", StringComparison.Ordinal))
            ? StepsText.At("steps", error) : error;
}
