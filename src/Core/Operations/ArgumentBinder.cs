using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Operations;

/// <summary>Checks an operation's arguments against what it declares, and fills in those left out.</summary>
internal readonly struct ArgumentBinder(TenantView view, OperationScope scope)
{
    /// <summary>Puts every argument into the scope, references in canonical form.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/>, naming the argument.</exception>
    public void Bind(Operation operation, Node arguments)
    {
        if (arguments.Kind != NodeKind.Map) throw new AclException(ErrorCodes.InvalidArguments, "expected a mapping", "args");
        foreach (var given in arguments.Entries)
            if (operation.Arguments.All(a => a.Name != given.Key))
                throw new AclException(ErrorCodes.InvalidArguments, $"operation `{operation.Name}` takes no such argument", $"args.{References.Shown(given.Key)}");
        foreach (var argument in operation.Arguments) Bind(argument, arguments[argument.Name]);
        if (operation.OneOf.Count > 0 && operation.OneOf.Count(name => arguments[name] is not null) != 1)
            throw new AclException(ErrorCodes.InvalidArguments, $"expected exactly one of {string.Join(", ", operation.OneOf)}", "args");
    }

    private void Bind(OperationArgument argument, Node? given)
    {
        try
        {
            if (given is null && argument.Default is { } fallback && scope.Fill(fallback) is { } text) given = Node.Of(text);
            if (given is null && argument.Optional) return;
            if (given is null) throw new AclException(ErrorCodes.InvalidArguments, "it is missing");
            scope.Set(argument.Name, argument.IsList ? List(argument.Kind, given) : Value(argument.Kind, given));
        }
        catch (AclException e) when (e.Code is ErrorCodes.InvalidDocument or ErrorCodes.UnknownType or ErrorCodes.InvalidArguments)
        {
            throw new AclException(ErrorCodes.InvalidArguments, e.Detail, $"args.{argument.Name}", e);
        }
    }

    private Node List(string kind, Node given)
    {
        // BOUNDED
        if (given.AsList().Count > AclLimits.BatchItems)
            throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} items", given.Place);
        var items = new List<Node>();
        foreach (var item in given.Items) items.Add(Value(kind, item));
        return Node.List(items);
    }

    private Node Value(string kind, Node given)
    {
        switch (kind)
        {
            case ArgumentKind.Text:
                return Node.Of(given.AsName());
            case ArgumentKind.Name:
                return given.AsName()[0] == '/' ? throw given.Invalid("expected a bare name, without a leading /") : Node.Of(given.Text);
            case ArgumentKind.User or ArgumentKind.Subject:
                return Node.Of(Subject(kind, given));
            case ArgumentKind.Resource:
                return Node.Of(Resource(given, null));
        }

        if (!kind.StartsWith(ArgumentKind.Mount, StringComparison.Ordinal)) return Node.Of(Resource(given, kind));
        given.RequireMap("uri!", "readOnly");
        return Node.Map(("uri", Node.Of(Resource(given["uri"]!, kind[(ArgumentKind.Mount.Length + 1)..]))),
            ("readOnly", Node.Of(given["readOnly"]?.AsBoolean() ?? false)));
    }

    private string Subject(string kind, Node given)
    {
        var subject = SubjectRef.Parse(given.AsName());
        view.Tenant.Model.RequireSubject(subject);
        if (subject.Type == SubjectRef.User || (subject.Type == SubjectRef.Group && kind == ArgumentKind.Subject)) return subject.ToString();
        throw given.Invalid(kind == ArgumentKind.User ? "expected a user" : "expected a user or a group");
    }

    private string Resource(Node given, string? type)
    {
        var (found, reference) = view.Tenant.Model.Resolve(ResourceRef.Parse(given.AsName()), view.Tenant.Settings, Reach.Stored);
        if (type is not null && found.Name != type) throw given.Invalid($"expected a {type}, not `{reference}`");
        return reference.Id.Length > 0 || view.Tenant.Model.Uris is not null ? reference.ToString() : throw given.Invalid("the id is empty");
    }
}
