using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Management;

/// <summary>Who is directly in a group.</summary>
internal sealed class Members() : ObjectCollection("groups/{group}/members", ObjectRef.Member)
{
    private const string Verb = "members";
    private static readonly string[] Times = ["from", "until"];

    /// <inheritdoc/>
    public override string One => "{id}/{**rest}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Filters => ["subject"];

    /// <inheritdoc/>
    public override ObjectRef Find(ObjectPath at) => TiedNames.Of(Kind, new SubjectRef(SubjectRef.Group, at[1]).ToString(), at.From(3));

    /// <inheritdoc/>
    public override string Address(StoredObject found) =>
        $"groups/{Uri.EscapeDataString(Group(found.Ref))}/members/{Uri.EscapeDataString(TiedNames.Parts(found.Ref)[1]!)}";

    /// <inheritdoc/>
    public override Step Put(ObjectRef reference, Node? document)
    {
        var parts = TiedNames.Parts(reference);
        document?.RequireMap(["group", "member", .. Times]);
        if (document?["group"] is { } group) RequireSame(group, group.AsString(), parts[0]!);
        if (document?["member"] is { } member) RequireSame(member, member.AsString(), parts[1]!);
        return Change(reference, "add", Node.Map([("member", Node.Of(parts[1]!)), .. Times.Select(key => (key, document?[key]))]));
    }

    /// <inheritdoc/>
    public override Step Delete(ObjectRef reference, AclCall call) => Change(reference, "remove", Node.Of(TiedNames.Parts(reference)[1]!));

    /// <summary>A group that is not stored has no list, rather than an empty one.</summary>
    public override async ValueTask<ObjectPage> PageAsync(AclCall call, BrowseRequest request)
    {
        var group = new ObjectRef(ObjectRef.Group, new ObjectPath(call.Path)[1]);
        if (await call.Service.GetAsync(call.Tenant, group, call.Cancellation) is null)
            throw new AclException(ErrorCodes.NotFound, $"{group} is not stored");
        return await base.PageAsync(call, request with { Of = group });
    }

    private static Step Change(ObjectRef reference, string key, Node member) => new(
        Verb, Node.Map(("group", Node.Of(Group(reference))), (key, Node.List([member]))));

    private static string Group(ObjectRef member) => SubjectRef.Parse(TiedNames.Parts(member)[0]!).Id;
}
