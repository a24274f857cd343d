using OrleansAcl.Documents;
using OrleansAcl.Ladders;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Operations;

/// <summary>Asks for a task: its gate, then every check (none is skipped), then each item.</summary>
internal readonly struct OperationRunner(TenantView view)
{
    private Model Model => view.Tenant.Model;

    /// <summary>The answer to a task.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.UnknownOperation"/> or <see cref="ErrorCodes.InvalidArguments"/>.</exception>
    public OperationResult Run(OperationRequest request)
    {
        if (!Model.Operations.TryGetValue(request.Name, out var operation))
            throw new AclException(ErrorCodes.UnknownOperation, $"model `{Model.Name}` has no operation `{References.Shown(request.Name)}`");
        if (request.Items.Count > AclLimits.BatchItems)
            throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} items", "items");
        view.RequireFresh(request.AtLeastAsFresh);
        var caller = view.Closure(request.Subject, request.SubjectProperties);
        var scope = new OperationScope(view, caller, request.Namespace);
        scope.Set("operation", Node.Of(operation.Name));
        new ArgumentBinder(view, scope).Bind(operation, request.Arguments ?? Node.Map());
        scope.Set("items", Node.List(request.Items.Select(Canonical(operation.Items)).Select(r => r.ToString())));
        return Run(operation, scope, request.Context) with { Revision = view.Revision };
    }

    private Func<ResourceRef, ResourceRef> Canonical(ItemRule? rule)
    {
        var (model, settings) = (Model, view.Tenant.Settings);
        return written =>
        {
            var (type, reference) = model.Resolve(written, settings, Reach.Stored);
            return rule is null || rule.Types.Count == 0 || rule.Types.Contains(type.Name)
                ? reference
                : throw new AclException(ErrorCodes.InvalidArguments, $"expected items of type {string.Join(" or ", rule.Types)}, not `{reference}`", "items");
        };
    }

    /// <summary>The answer to a task, or to a guard, over a scope already filled.</summary>
    public OperationResult Run(Operation operation, OperationScope scope, Node? context)
    {
        var asker = new CheckAsker(view, scope, context, operation.WithoutNamespace);
        if (operation.Gate is { } gate && !asker.Passes(gate)) return Refused(operation, asker.Missing);
        var passed = true;
        foreach (var check in operation.Checks) passed &= asker.Passes(check);
        // Where nothing is checked an inactive caller is still denied.
        if (!passed || !scope.Caller.Active) return Refused(operation, asker.Missing);
        var items = scope.Get("items")?.Items.Select(i => i.Text).ToList() ?? [];
        var visible = items.Where(i => operation.Items is null || asker.Keeps(operation.Items, i)).Select(ResourceRef.Parse).ToList();
        var model = Model;
        var settings = view.Tenant.Settings;
        return new OperationResult(OperationOutcome.Allow, null, [.. visible.Select(v => model.Resolve(v, settings, Reach.Stored).Ref)], [],
            asker.Asked == 0 ? $"no check is needed for {operation.Name}" : $"every check of {operation.Name} passed");
    }

    private static OperationResult Refused(Operation operation, IReadOnlyList<string> missing) => new(
        operation.RefusedAs is null ? OperationOutcome.Deny : OperationOutcome.Error, operation.RefusedAs, [], missing,
        missing.Count == 0 ? $"{operation.Name} is refused" : $"{operation.Name} needs {string.Join(", ", missing)}");
}
