using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>
/// Role bindings: <c>{id, role, user, namespace}</c> or <c>{id, role, group, namespace}</c>, where no namespace is all of them. The shape is ours, after
/// the options of the hub's command line. Each is asked for, made and removed in its own namespace.
/// </summary>
internal static class SlcRoleBindings
{
    /// <summary>The variable part of the path.</summary>
    public const string Segment = "bindingId";

    private const string Role = "role";
    private const string Namespace = "namespace";
    private const string Query = "query-role-bindings";

    /// <summary>Those of the namespaces in which the caller may read bindings.</summary>
    public static async ValueTask<Reply> QueryAsync(SystemCall call)
    {
        var query = SlcPage.Read(call, Role, Role, SubjectRef.User, SubjectRef.Group, Namespace);
        var bound = (await call.AllAsync(ObjectRef.Binding)).Select(b => Write(b.Document));
        var listed = (await call.AllAsync(ObjectRef.User)).SelectMany(user => Listed(user.Document));
        return query.Answer(await VisibleAsync(call, bound.Concat(listed).DistinctBy(binding => binding["id"]!.Text).Where(query.Holds)));
    }

    /// <summary>One; a binding that the caller may not read is not there for him.</summary>
    public static async ValueTask<Reply> GetAsync(SystemCall call)
    {
        var id = call.Http.Segment(Segment);
        var document = SlcBindingId.Parse(id) ?? throw Missing(id);
        var subject = SubjectRef.Parse(document["to"]!.Items[0].Text);
        var held = (await call.AllAsync(new BrowseRequest(ObjectRef.Binding) { Subject = subject })).Select(b => Write(b.Document));
        var listed = await call.FindAsync(new ObjectRef(subject.Type, subject.Id)) is { } stored ? Listed(stored.Document) : [];
        var found = held.Concat(listed).FirstOrDefault(binding => binding["id"]!.Text == id) ?? throw Missing(id);
        return await VisibleAsync(call, [found]) is [var binding] ? Reply.Json(binding) : throw Missing(id);
    }

    /// <summary>Binds; 201, also when it was bound already.</summary>
    public static async ValueTask<Reply> CreateAsync(SystemCall call)
    {
        var body = await call.Http.ReadAsync();
        body.RequireMap("id", "role!", SubjectRef.User, SubjectRef.Group, Namespace);
        var document = Node.Map(
            (Role, Node.Of(body[Role]!.AsName())), ("to", Node.List([SlcSubject.Read(body).ToString()])), (Namespace, SlcSubject.Namespace(body)));
        var binding = Write(document);
        if (body.Sent("id") is { } id && id.AsName() != binding["id"]!.Text) throw id.Invalid("the id of a binding is not chosen");
        await call.ApplyAsync(new Step("bind", document));
        return Reply.Json(binding, StatusCodes.Status201Created);
    }

    /// <summary>Unbinds; 204.</summary>
    public static async ValueTask<Reply> DeleteAsync(SystemCall call)
    {
        await DeleteAsync(call, [Node.Of(call.Http.Segment(Segment))]);
        return Reply.NoContent;
    }

    /// <summary>Unbinds all of <c>{ids}</c>, or none when the caller may not in one of their namespaces; 204.</summary>
    public static async ValueTask<Reply> BulkDeleteAsync(SystemCall call)
    {
        var body = await call.Http.ReadAsync();
        body.RequireMap("ids!");
        await DeleteAsync(call, body["ids"]!.AsList());
        return Reply.NoContent;
    }

    private static async ValueTask DeleteAsync(SystemCall call, IReadOnlyList<Node> ids)
    {
        if (ids.Count > AclLimits.BatchItems) throw new AclException(ErrorCodes.LimitExceeded, $"there are more than {AclLimits.BatchItems} ids", "ids");
        await SlcEntity.TakeAsync(call, ids.Select(id => new Step("unbind", SlcBindingId.Parse(id.AsName()) ?? throw Missing(id.Text))));
    }

    /// <summary>The task asks once for each namespace; what is bound in none is asked for without one.</summary>
    private static async ValueTask<IReadOnlyList<Node>> VisibleAsync(SystemCall call, IEnumerable<Node> bindings)
    {
        var visible = new List<Node>();
        foreach (var one in bindings.GroupBy(binding => binding[Namespace]?.Text))
            visible.AddRange(await call.VisibleAsync(Query, [.. one], binding => ResourceRef.Parse($"role-binding:{binding["id"]!.Text}"), one.Key));
        return visible;
    }

    private static Node Write(Node document)
    {
        var subject = SubjectRef.Parse(document["to"]!.Items[0].Text);
        return Node.Map(
            ("id", Node.Of(SlcBindingId.Of(document))),
            (Role, document[Role]!.Copy()),
            (subject.Type, Node.Of(subject.Id)),
            (Namespace, document[Namespace]?.Copy()));
    }

    /// <summary>The roles that a user's own document lists, which are bound in all namespaces.</summary>
    private static IEnumerable<Node> Listed(Node user) => (user["roles"]?.Items ?? []).Select(role => Write(Node.Map(
        (Role, role.Copy()), ("to", Node.List([$"{SubjectRef.User}:{user["id"]!.Text}"])))));

    private static AclException Missing(string id) => new(ErrorCodes.NotFound, $"there is no role binding `{(id.Length > 80 ? id[..80] : id)}`");
}
