using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>The roles bound in one namespace and in every one.</summary>
/// <param name="Here">Those bound in it.</param>
/// <param name="Everywhere">Those bound in every namespace.</param>
/// <param name="AreMore">Whether there are more than these.</param>
internal sealed record BoundRoles(IReadOnlyList<BoundView> Here, IReadOnlyList<BoundView> Everywhere, bool AreMore)
{
    /// <summary>Most pages of bindings that are looked at: what is bound in a namespace is not kept apart.</summary>
    private const int MostPages = 20;

    /// <summary>Most bindings that are shown of each sort.</summary>
    private const int MostRows = 300;

    /// <summary>Finds them.</summary>
    public static async ValueTask<BoundRoles> FindAsync(PageCall call, string space)
    {
        List<BoundView> here = [], everywhere = [];
        string? after = null;
        var pages = 0;
        do
        {
            var page = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(ObjectRef.Binding) { After = after, Limit = AclLimits.PageItems }, call.Cancellation);
            foreach (var binding in page.Items)
            {
                if (binding.Document["role"]?.Text is not { } role) continue;
                var bound = new BoundView(binding.Ref.Id, binding.ETag, role, binding.Document.Require("to").AsStrings()[0], RowTerms.Of(binding.Document).ToString());
                if (binding.Document["namespace"]?.Text is not { } other) everywhere.Add(bound);
                else if (other == space) here.Add(bound);
            }

            after = page.Next;
        }
        while (after is not null && ++pages < MostPages && here.Count < MostRows);

        return new BoundRoles([.. here.Take(MostRows)], [.. everywhere.Take(MostRows)], after is not null || here.Count > MostRows || everywhere.Count > MostRows);
    }
}
