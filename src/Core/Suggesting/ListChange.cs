using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Suggesting;

/// <summary>An access list with other entries: the step that puts the whole of it, with the author it has.</summary>
internal static class ListChange
{
    /// <summary>The change of a resource's list.</summary>
    public static Candidate With(TenantView view, ResourceRef on, string text, Func<IEnumerable<AccessEntry>, IEnumerable<AccessEntry>> change)
    {
        var lives = new TenantLives(view.Tenant, view.Version);
        var forms = new ObjectForms(view.Tenant.Model, lives);
        var state = view.Tenant.FindResource(view.Tenant.Model.TypesByName[on.Type], on.Id)?.At(view.Version);
        var before = state?.Acl is { } list ? forms.Entries(list) : [];
        var by = state?.Acl?.Author is { } author && lives.IsAlive(author.Subject, author.Generation) ? Node.Of(author.Subject.ToString()) : null;
        var entries = Node.List(change(before).Select(ObjectForms.Entry));
        return Candidate.Of(text, "acl", ("resource", Node.Of(on.ToString())), ("by", by), ("entries", entries));
    }
}
