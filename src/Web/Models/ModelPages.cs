using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Models;

/// <summary>The model of a tenant: what it says, its versions, and another one in its place.</summary>
internal static class ModelPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.TenantRoute + "/model", Access.Read, ShowAsync);
        routes.MapForm(PagePaths.TenantRoute + "/model", Access.Administer, ModelForms.PostAsync);
    }

    private static async ValueTask<IResult> ShowAsync(PageCall call)
    {
        var versions = await call.Service.ListModelsAsync(call.Tenant, call.Cancellation);
        if (call.Query("edit") is not null) return ModelForms.Begin(call, versions[^1]);
        if (call.Query("restore") is not null) return await ModelForms.RestoreAsync(call, versions[^1], Find(versions, call, "restore")!);
        var (from, to) = (Find(versions, call, "from"), Find(versions, call, "to"));
        var view = new ModelView(await call.TenantAsync(), versions)
        {
            Shown = Find(versions, call, "version") ?? versions[^1],
            Compared = from is null && to is null ? null : (from ?? versions[0], to ?? versions[^1]),
        };
        return call.Show<ModelPage, ModelView>(view);
    }

    /// <summary>A version by its number in the query; null when none is named.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/> when it is not kept.</exception>
    private static ModelVersion? Find(IReadOnlyList<ModelVersion> versions, PageCall call, string name) => call.Query(name) is not { } text ? null
        : versions.FirstOrDefault(version => version.Version.ToString(CultureInfo.InvariantCulture) == text)
            ?? throw new AclException(ErrorCodes.NotFound, $"there is no version `{text}` of the model, or it is no longer kept", name);

    /// <summary>Settings as text; empty for none.</summary>
    public static string Settings(Node settings) => settings.Entries.Count == 0 ? "" : YamlWriter.Write(settings);

    /// <summary>A version as it is compared: its file, and behind it its settings.</summary>
    public static string Whole(ModelVersion version) =>
        version.Settings.Entries.Count == 0 ? version.Source : $"{version.Source.TrimEnd('\n')}\n\n# The tenant's settings:\n{Settings(version.Settings)}";
}
