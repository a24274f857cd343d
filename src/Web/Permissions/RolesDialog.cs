using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>The dialog of roles bound in one namespace, for those who may read what is stored.</summary>
/// <param name="dialog">The request, and the resource in the namespace.</param>
internal sealed class RolesDialog(Dialog dialog)
{
    private static readonly string[] Fields = ["role", "to"];

    private readonly PageCall _call = dialog.Call;
    private readonly string _namespace = dialog.Resource.Document.Require("namespace").AsString();

    /// <summary>Answers a request to read it.</summary>
    public async ValueTask<IResult> ShowAsync() => Show(await ViewAsync());

    /// <summary>Answers a form.</summary>
    public async ValueTask<IResult> TakeAsync()
    {
        var removed = _call.Fields("remove").Select(value => value.Split(' ', 2)).Where(parts => parts.Length == 2).DistinctBy(parts => parts[1]).ToDictionary(parts => parts[1], parts => parts[0]);
        var view = await ViewAsync();
        view = view with
        {
            Here = [.. view.Here.Select(bound => bound with { IsRemoved = removed.ContainsKey(bound.Id) })],
            Typed = Fields.ToDictionary(name => name, name => _call.Field(name) ?? ""),
            Terms = new TermFields(_call.Field("from") ?? "", _call.Field("until") ?? "", _call.Field("when") ?? ""),
        };
        try
        {
            return await TryAsync(view, removed);
        }
        catch (AclException e) when (e.Code is ErrorCodes.PreconditionFailed)
        {
            return Show(view with { Error = "Nothing was saved: somebody else has changed what is bound here since you opened it. Look at it as it is now, then save again." }, StatusCodes.Status412PreconditionFailed);
        }
        catch (AclException e) when (e.IsRefusal())
        {
            return Show(view with { Error = e.Detail }, Refusal.StatusOf(e.Code));
        }
    }

    private async ValueTask<IResult> TryAsync(RolesView view, IReadOnlyDictionary<string, string> removed)
    {
        List<Step> steps = [.. view.Here.Where(bound => bound.IsRemoved).Select(bound => Tie("unbind", bound.Role, bound.To, RowTerms.None))];
        if (view.Typed["role"].Length + view.Typed["to"].Length > 0) steps.Add(Tie("bind", view.Typed["role"], view.Typed["to"], SentTerms.Read(view.Terms, null)));
        if (steps.Count == 0 && removed.Count == 0) return Show(view with { Error = "Nothing is changed yet: tick a role to take away, or name one to give." });
        if (removed.Count != view.Here.Count(bound => bound.IsRemoved)) throw new AclException(ErrorCodes.PreconditionFailed, "a binding is not there any more");
        var result = await _call.ApplyAsync(new ApplyRequest(steps)
        {
            Reason = _call.Field("reason"), DryRun = !dialog.IsSaving,
            Preconditions = [.. removed.Select(one => new Precondition(new ObjectRef(ObjectRef.Binding, one.Key), [one.Value]))],
        });
        if (!result.DryRun) return await dialog.SavedAsync(result.Revision);
        return Show(view with { Preview = await new Previews(_call, dialog.Id, dialog.Type?.Actions ?? []).OfAsync(steps, []) });
    }

    private Step Tie(string verb, string role, string to, RowTerms terms) => new(verb, Node.Map([
        ("role", Node.Of(role)), ("to", Node.List([to])), ("namespace", Node.Of(_namespace)), .. terms.Write()]));

    private async ValueTask<RolesView> ViewAsync()
    {
        var found = await BoundRoles.FindAsync(_call, _namespace);
        return new RolesView(dialog.Resource, _namespace, found.Here, found.Everywhere)
        {
            AreMore = found.AreMore, MayChange = _call.MayAdminister || _call.Self is not null, Reason = dialog.Reason,
            Roles = await Choices.IdsAsync(_call, ObjectRef.Role),
            Subjects = await Choices.SubjectsAsync(_call, dialog.Tenant.Sharing.Binds[ObjectRef.Role]),
        };
    }

    private IResult Show(RolesView view, int status = StatusCodes.Status200OK) => _call.Show<RolesDialogPage, RolesView>(view, status);
}
