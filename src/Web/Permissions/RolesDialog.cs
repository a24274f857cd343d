using System.Globalization;
using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>A role bound to somebody.</summary>
/// <param name="Id">What the binding is found by.</param>
/// <param name="ETag">Its tag.</param>
/// <param name="Role">The role.</param>
/// <param name="To">Who has it.</param>
/// <param name="Terms">When it counts, in words; empty for always.</param>
public sealed record BoundView(string Id, string ETag, string Role, string To, string Terms)
{
    /// <summary>Whether it is to be taken away.</summary>
    public bool IsRemoved { get; init; }
}

/// <summary>The roles bound in the namespace of a resource.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Here">Those bound in it.</param>
/// <param name="Everywhere">Those bound in every namespace.</param>
public sealed record RolesView(StoredObject Resource, string Namespace, IReadOnlyList<BoundView> Here, IReadOnlyList<BoundView> Everywhere)
{
    /// <summary>Whether there are more than were looked at.</summary>
    public bool AreMore { get; init; }

    /// <summary>What is typed for another binding: role, to, from, until, when.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>The roles there are.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Subjects to choose from.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Why, as typed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is wrong with the whole; null for nothing.</summary>
    public string? Error { get; init; }

    /// <summary>What saving would change.</summary>
    public PreviewView? Preview { get; init; }

    /// <summary>The revision that was saved.</summary>
    public long? Saved { get; init; }

    /// <summary>Whether the caller may try changes; the model says which hold.</summary>
    public bool MayChange { get; init; }
}

/// <summary>The dialog of roles bound in one namespace, for those who may read what is stored.</summary>
internal sealed class RolesDialog(PageCall call, TenantInfo tenant, StoredObject resource)
{
    /// <summary>Most pages of bindings that are looked at: what is bound in a namespace is not kept apart.</summary>
    private const int MostPages = 20;

    /// <summary>Most bindings that are shown of each sort.</summary>
    private const int MostRows = 300;

    private const int Choices = 200;
    private static readonly string[] Fields = ["role", "to", "from", "until", "when"];

    private readonly string _namespace = resource.Document.Require("namespace").AsString();

    private string Id => resource.Ref.Id;

    /// <summary>Answers a request to read it.</summary>
    public async ValueTask<IResult> ShowAsync() => Show(await ViewAsync() with { Saved = long.TryParse(call.Query("saved"), out var revision) ? revision : null });

    /// <summary>Answers a form.</summary>
    public async ValueTask<IResult> TakeAsync()
    {
        var view = await ViewAsync();
        var removed = call.Fields("remove").Select(value => value.Split(' ', 2)).Where(parts => parts.Length == 2).DistinctBy(parts => parts[1]).ToDictionary(parts => parts[1], parts => parts[0]);
        view = view with
        {
            Here = [.. view.Here.Select(bound => bound with { IsRemoved = removed.ContainsKey(bound.Id) })],
            Typed = Fields.ToDictionary(name => name, name => call.Field(name) ?? ""), Reason = call.Field("reason") ?? "",
        };
        try
        {
            List<Step> steps = [.. view.Here.Where(bound => bound.IsRemoved).Select(bound => Tie("unbind", bound.Role, bound.To, RowTerms.None))];
            if (view.Typed["role"].Length + view.Typed["to"].Length > 0)
                steps.Add(Tie("bind", view.Typed["role"], view.Typed["to"], SentTerms.Read(new TermFields(view.Typed["from"], view.Typed["until"], view.Typed["when"]), null)));
            if (steps.Count == 0 && removed.Count == 0) return Show(view with { Error = "Nothing is changed yet: tick a role to take away, or name one to give." });
            var request = new ApplyRequest(steps)
            {
                Reason = call.Field("reason"), DryRun = call.Field("do") != "save",
                Preconditions = [.. removed.Select(one => new Precondition(new ObjectRef(ObjectRef.Binding, one.Key), [one.Value]))],
            };
            if (removed.Count != view.Here.Count(bound => bound.IsRemoved)) throw new AclException(ErrorCodes.PreconditionFailed, "a binding is not there any more");
            var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
            if (!result.Applied)
            {
                var refusal = StepRefusals.InWords(result);
                return Show(view with { Error = refusal.Detail }, Refusal.StatusOf(refusal.Code));
            }

            if (!result.DryRun) return Results.Redirect(call.To("permissions", ("resource", Id), ("saved", result.Revision.ToString(CultureInfo.InvariantCulture))));
            var type = tenant.Types.FirstOrDefault(type => type.Name == ResourceRef.Parse(Id).Type);
            return Show(view with { Preview = await new Previews(call, Id, type?.Actions ?? []).OfAsync(steps, []) });
        }
        catch (AclException e) when (e.Code is ErrorCodes.PreconditionFailed)
        {
            return Show(view with { Error = "Nothing was saved: somebody else has changed what is bound here since you opened it. Look at it as it is now, then save again." }, StatusCodes.Status412PreconditionFailed);
        }
        catch (AclException e) when (e.Code is ErrorCodes.InvalidDocument or ErrorCodes.Denied or ErrorCodes.LimitExceeded)
        {
            return Show(view with { Error = e.Detail }, Refusal.StatusOf(e.Code));
        }
    }

    private Step Tie(string verb, string role, string to, RowTerms terms) => new(verb, Node.Map([
        ("role", Node.Of(role)), ("to", Node.List([to])), ("namespace", Node.Of(_namespace)), .. terms.Write()]));

    private async ValueTask<RolesView> ViewAsync()
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
                if (binding.Document["namespace"]?.Text is not { } space) everywhere.Add(bound);
                else if (space == _namespace) here.Add(bound);
            }

            after = page.Next;
        }
        while (after is not null && ++pages < MostPages && here.Count < MostRows);

        return new RolesView(resource, _namespace, [.. here.Take(MostRows)], [.. everywhere.Take(MostRows)])
        {
            AreMore = after is not null || here.Count > MostRows || everywhere.Count > MostRows, MayChange = call.MayAdminister || call.Self is not null,
            Roles = await ChoicesAsync([ObjectRef.Role], prefixed: false),
            Subjects = await ChoicesAsync(tenant.Sharing.Binds[ObjectRef.Role], prefixed: true),
        };
    }

    private async ValueTask<IReadOnlyList<string>> ChoicesAsync(IEnumerable<string> kinds, bool prefixed)
    {
        List<string> found = [];
        foreach (var kind in kinds)
        {
            var page = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(kind) { Limit = Choices }, call.Cancellation);
            found.AddRange(page.Items.Select(item => prefixed ? $"{kind}:{item.Ref.Id}" : item.Ref.Id));
        }

        return found;
    }

    private IResult Show(RolesView view, int status = StatusCodes.Status200OK) => call.Show<RolesDialogPage, RolesView>(view, status);
}
