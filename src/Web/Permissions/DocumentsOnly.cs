using Microsoft.AspNetCore.Http;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>Somebody who may do something, and the rule and documents that this comes from.</summary>
public sealed record SourceRow(SubjectRef Subject, string DecidedBy, IReadOnlyList<ObjectRef> Documents);

/// <summary>Who may do one action.</summary>
/// <param name="Action">The action.</param>
/// <param name="Rows">Some who may.</param>
/// <param name="AreMore">Whether there are others.</param>
public sealed record ActionSources(string Action, IReadOnlyList<SourceRow> Rows, bool AreMore);

/// <summary>Where the rights on a resource come from that takes none itself.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Kinds">The kinds of documents the model has.</param>
/// <param name="Actions">Who may do what, as far as it is shown.</param>
public sealed record SourcesView(StoredObject Resource, IReadOnlyList<string> Kinds, IReadOnlyList<ActionSources> Actions)
{
    /// <summary>The actions that are not shown.</summary>
    public IReadOnlyList<string> More { get; init; } = [];
}

/// <summary>Shows, for readers, which documents decide about a resource on which nothing can be set, by some who may and why.</summary>
internal sealed class DocumentsOnly(PageCall call, TenantInfo tenant, StoredObject resource)
{
    /// <summary>Most actions that are looked at.</summary>
    private const int MostActions = 8;

    /// <summary>Most subjects that are named for each.</summary>
    private const int MostSubjects = 5;

    /// <summary>Answers a request to read it.</summary>
    public async ValueTask<IResult> ShowAsync()
    {
        var reference = ResourceRef.Parse(resource.Ref.Id);
        List<ActionSources> actions = [];
        var all = tenant.Types.FirstOrDefault(type => type.Name == reference.Type)?.Actions ?? [];
        foreach (var action in all.Take(MostActions))
        {
            var who = await call.Service.WhoAsync(call.Tenant, new WhoRequest(action, reference) { Limit = MostSubjects }, call.Cancellation);
            List<SourceRow> rows = [];
            foreach (var subject in who) rows.Add(await WhyAsync(subject, action, reference));
            actions.Add(new ActionSources(action, rows, !who.Complete));
        }

        return call.Show<DocumentsOnlyPage, SourcesView>(new SourcesView(resource, tenant.Documents, actions) { More = [.. all.Skip(MostActions)] });
    }

    private async ValueTask<SourceRow> WhyAsync(SubjectRef subject, string action, ResourceRef reference)
    {
        var why = await call.Service.ExplainAsync(call.Tenant, new CheckRequest(subject, action, reference), call.Cancellation);
        var documents = why.Path.Where(link => link.Kind is LinkKinds.Bound or LinkKinds.Includes && link.Ref is not null)
            .Select(link => link.Ref!.Split(':', 2)).Where(parts => parts.Length == 2).Select(parts => new ObjectRef(parts[0], parts[1]));
        return new SourceRow(subject, why.DecidedBy, [.. documents]);
    }
}
