using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Checks;

/// <summary>Some of what is stored, to choose from while typing.</summary>
internal static class Choices
{
    /// <summary>Most of each sort.</summary>
    private const int Most = 200;

    /// <summary>What a question may be made of.</summary>
    public static async ValueTask<CheckChoices> ReadAsync(PageCall call, TenantInfo tenant)
    {
        var actions = tenant.Types.SelectMany(type => type.Creation is { } creation ? [.. type.Actions, creation] : type.Actions).Distinct().ToArray();
        if (!call.MayRead) return new CheckChoices([], actions, []);
        return new CheckChoices(await SubjectsAsync(call), actions, await IdsAsync(call, ObjectRef.Resource));
    }

    /// <summary>Users and groups.</summary>
    public static async ValueTask<IReadOnlyList<string>> SubjectsAsync(PageCall call) =>
    [
        .. (await IdsAsync(call, ObjectRef.User)).Select(id => $"{SubjectRef.User}:{id}"),
        .. (await IdsAsync(call, ObjectRef.Group)).Select(id => $"{SubjectRef.Group}:{id}"),
    ];

    /// <summary>The ids of the first objects of a kind.</summary>
    public static async ValueTask<IReadOnlyList<string>> IdsAsync(PageCall call, string kind) =>
        [.. (await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(kind) { Limit = Most }, call.Cancellation)).Items.Select(item => item.Ref.Id)];
}
