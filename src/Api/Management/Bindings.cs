using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Management;

/// <summary>That roles and policies are attached to subjects. One binding has one subject; several are bound by <c>apply</c>.</summary>
internal sealed class Bindings() : ObjectCollection("bindings", ObjectRef.Binding)
{
    private static readonly string[] Kinds = [ObjectRef.Role, "policy"];

    /// <inheritdoc/>
    public override bool IsPosted => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Filters => ["subject", .. Kinds];

    /// <inheritdoc/>
    public override ObjectRef Find(ObjectPath at)
    {
        var found = TiedNames.Read(Kind, at[1], strings: 3, nullable: true);
        return Kinds.Contains(TiedNames.Parts(found)[0])
            ? found
            : throw new AclException(ErrorCodes.InvalidDocument, "a binding is of a role or of a policy", "path");
    }

    /// <inheritdoc/>
    public override ObjectRef Of(Node document)
    {
        document.RequireMap("role", "policy", "to!", "namespace", "from", "until", "when");
        if (document["role"] is null == document["policy"] is null) throw document.Invalid("expected either `role` or `policy`");
        var kind = document["role"] is null ? Kinds[1] : Kinds[0];
        var to = document["to"]!.AsList();
        if (to.Count != 1) throw document["to"]!.Invalid($"expected one subject, not {to.Count}; several are bound by `apply`");
        return TiedNames.Of(Kind, kind, document[kind]!.AsName(), to[0].AsName(), document["namespace"]?.AsName());
    }

    /// <inheritdoc/>
    public override string Address(StoredObject found) => $"{Path}/{TiedNames.InPath(found.Ref)}";

    /// <inheritdoc/>
    public override Step Put(ObjectRef reference, Node? document)
    {
        if (Of(document!) != reference) throw document!.Invalid("this is another binding than the one in the path");
        return new Step("bind", document!);
    }

    /// <inheritdoc/>
    public override Step Delete(ObjectRef reference, AclCall call)
    {
        var parts = TiedNames.Parts(reference);
        return new Step("unbind", Node.Map(
            (parts[0]!, Node.Of(parts[1]!)), ("to", Node.List([parts[2]!])), ("namespace", parts[3] is { } ns ? Node.Of(ns) : null)));
    }
}
