using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Checks;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Subjects;

/// <summary>The small changes of a subject's page, as steps.</summary>
internal static class SubjectChanges
{
    /// <summary>The change that a form asks for.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> at the field.</exception>
    public static async ValueTask<ApplyRequest> ReadAsync(PageCall call, SubjectRef subject) => call.Query("change") switch
    {
        "activate" => await ActiveAsync(call, subject, true),
        "deactivate" => await ActiveAsync(call, subject, false),
        "join" => Join(call, Required(call, "group"), subject.ToString()),
        "leave" => Members(Linked(call, "group"), "remove", Node.Of(subject.ToString())),
        "add" => Join(call, subject.ToString(), Required(call, "member")),
        "drop" => Members(subject.ToString(), "remove", Node.Of(Linked(call, "member"))),
        "bind" => Bind(call, "bind", subject, Required(call, "set"), call.Query("namespace"), [.. Terms(call)]),
        "unbind" => Bind(call, "unbind", subject, Linked(call, "set"), call.Named("namespace"), []),
        _ => throw new AclException(ErrorCodes.InvalidDocument, "expected one of the changes of this page", "change"),
    };

    /// <summary>The kinds of documents that the model lets be bound to a subject: it is asked, by binding one that is not there.</summary>
    public static async ValueTask<IReadOnlyList<string>> BindableAsync(PageCall call, TenantInfo tenant, SubjectRef subject)
    {
        var kinds = new List<string>();
        foreach (var kind in tenant.Documents.Where(kind => kind is ObjectRef.Role or "policy"))
        {
            var step = new Step("bind", Node.Map((kind, Node.Of("any")), ("to", Node.List([subject.ToString()]))));
            var tried = await call.Service.ApplyAsync(call.Tenant, new ApplyRequest([step]) { DryRun = true }, call.Cancellation);
            if (tried.Results[0].Place != "to[0]") kinds.Add(kind);
        }

        return kinds;
    }

    /// <summary>The whole user, as he is stored now, with another state: not made if he is another by then.</summary>
    private static async ValueTask<ApplyRequest> ActiveAsync(PageCall call, SubjectRef subject, bool active)
    {
        if (subject.Type != SubjectRef.User) throw new AclException(ErrorCodes.InvalidDocument, $"only users are active or not, not `{subject}`", "ref");
        var reference = new ObjectRef(ObjectRef.User, subject.Id);
        var stored = await call.Service.GetAsync(call.Tenant, reference, call.Cancellation);
        var document = Node.Merge(stored?.Document ?? Node.Map(("id", Node.Of(subject.Id))), Node.Map(("active", Node.Of(active))));
        return new ApplyRequest([new Step("user", document)]) { Preconditions = [new Precondition(reference, stored is null ? null : [stored.ETag])] };
    }

    private static ApplyRequest Join(PageCall call, string group, string member)
    {
        (string, Node?)[] terms = [.. Terms(call)];
        return Members(group, "add", terms.All(term => term.Item2 is null) ? Node.Of(member) : Node.Map([("member", Node.Of(member)), .. terms]));
    }

    /// <summary>The group is named by its id or in full.</summary>
    private static ApplyRequest Members(string group, string key, Node member)
    {
        const string Prefix = SubjectRef.Group + ":";
        var id = group.StartsWith(Prefix, StringComparison.Ordinal) ? group[Prefix.Length..] : group;
        return new ApplyRequest([new Step("members", Node.Map(("group", Node.Of(id)), (key, Node.List([member]))))]);
    }

    private static ApplyRequest Bind(PageCall call, string verb, SubjectRef subject, string set, string? ns, IReadOnlyList<(string, Node?)> terms)
    {
        var kind = call.Query("kind") ?? ObjectRef.Role;
        return new ApplyRequest([new Step(verb, Node.Map([
            (kind, Node.Of(set)), ("to", Node.List([subject.ToString()])), ("namespace", ns is null ? null : Node.Of(ns)), .. terms]))]);
    }

    private static IEnumerable<(string, Node?)> Terms(PageCall call)
    {
        foreach (var name in (string[])["from", "until"])
            yield return (name, CheckForm.Instant(call.Query(name), name) is { } at ? Node.Of(at) : null);
    }

    /// <summary>What a link of the page names, and nobody has typed.</summary>
    private static string Linked(PageCall call, string field) => call.Named(field) ?? throw Missing(field);

    private static string Required(PageCall call, string field) =>
        call.Query(field) ?? throw Missing(field);

    private static AclException Missing(string field) => new(ErrorCodes.InvalidDocument, "this is needed", field);
}
