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
        var caller = view.Closure(request.Subject, request.SubjectProperties);
        var scope = new OperationScope(view, caller, request.Namespace);
        scope.Set("operation", Node.Of(operation.Name));
        new ArgumentBinder(view, scope).Bind(operation, request.Arguments ?? Node.Map());
        scope.Set("items", Node.List(request.Items.Select(Canonical(operation.Items)).Select(r => r.ToString())));
        return Run(operation, scope, request.Context);
    }

    /// <summary>The checks of a guard over a scope already filled; the failed ones, and whether any failed.</summary>
    public OperationResult Guard(Operation guard, OperationScope scope, Node? context) => Run(guard, scope, context);

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

    private OperationResult Run(Operation operation, OperationScope scope, Node? context)
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

/// <summary>Asks the checks of one run of an operation and keeps the failed ones.</summary>
internal sealed class CheckAsker(TenantView view, OperationScope scope, Node? context, bool withoutNamespace)
{
    private readonly List<string> _missing = [];

    /// <summary>The failed checks, each once.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>How many checks were asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Whether a check passes, of every item where it is asked of each.</summary>
    public bool Passes(OperationCheck check)
    {
        if (check.Each is null) return PassesOne(check, isItem: false);
        var passed = true;
        foreach (var item in scope.Get(check.Each)?.Items ?? [])
        {
            scope.Set("it", item);
            passed &= PassesOne(check, isItem: check.Each == "items");
        }

        scope.Set("it", null);
        return passed;
    }

    /// <summary>Whether an item stays. What cannot even be asked about it is not shown (FAIL-CLOSED); its failed checks are nobody's to know.</summary>
    public bool Keeps(ItemRule rule, string item)
    {
        scope.Set("item", Node.Of(item));
        try
        {
            if (!scope.All(rule.Keep)) return false;
            if (rule.Unless.Count > 0 && scope.All(rule.Unless)) return true;
            return rule.Checks.All(check => !Applies(check) || IsAllowed(check, isItem: true, out _) || OtherWillDo(check, isItem: true));
        }
        finally
        {
            scope.Set("item", null);
        }
    }

    private bool Applies(OperationCheck check) => scope.All(check.If) && (check.Unless.Count == 0 || !scope.All(check.Unless));

    private bool PassesOne(OperationCheck check, bool isItem)
    {
        if (!Applies(check) || IsAllowed(check, isItem, out var label) || OtherWillDo(check, isItem)) return true;
        if (label is null) throw Unfilled(check);
        if (check.Report is { } report) label = scope.Fill(report) ?? label;
        if (!check.Silent && !_missing.Contains(label)) _missing.Add(label);
        return false;
    }

    private bool OtherWillDo(OperationCheck check, bool isItem) => check.Or.Any(other => Applies(other) && IsAllowed(other, isItem, out _));

    private AclException Unfilled(OperationCheck check)
    {
        var name = check.Resource.Names.Concat(check.Action.Names).FirstOrDefault(n => scope.Get(n) is null) ?? check.Resource.Text;
        return new AclException(ErrorCodes.InvalidArguments, $"`{check.Resource}` has no value", $"args.{name}");
    }

    /// <summary>Whether a check is allowed, and its name in <c>missing</c>; null when a place of it has no value.</summary>
    private bool IsAllowed(OperationCheck check, bool isItem, out string? label)
    {
        label = null;
        var (action, resource) = (scope.Fill(check.Action), scope.Fill(check.Resource));
        if (action is null || resource is null) return false;
        var model = view.Tenant.Model;
        var (type, reference) = model.Resolve(ResourceRef.Parse(resource), view.Tenant.Settings, Reach.Internal);
        var (name, bit) = model.Action(type, action);
        var (target, id) = view.TargetOf(type, reference);
        label = $"{name} {(ReferenceEquals(target, type) ? reference : ResourceRef.Plain(target.Name, id))}";
        var state = view.Tenant.FindResource(type, reference.Id)?.At(view.Version);
        var ns = Namespace(check.Namespace, isItem, state);
        if (Asked++ == 0) scope.FirstNamespace = ns;
        return Ladder.Decide(view.Prepare(new TenantView.Asking(type, reference, state, name, bit)
        {
            Parent = check.Parent is { } parent && scope.Fill(parent) is { } text ? ResourceRef.Parse(text) : null,
            Namespace = ns,
            Context = check.Context is null ? context : Node.Merge(context, check.Context),
        }, scope.Caller)).Allowed;
    }

    private string? Namespace(NamespaceRule? rule, bool isItem, ResourceState? state)
    {
        if (rule is null && withoutNamespace) return null;
        return (rule?.Kind ?? (isItem ? NamespaceKind.Item : NamespaceKind.Given)) switch
        {
            NamespaceKind.None => null,
            NamespaceKind.Item => state?.Namespace ?? scope.Namespace,
            NamespaceKind.Stored => state is { Stored: true } ? state.Namespace : scope.Namespace,
            NamespaceKind.Same => scope.FirstNamespace,
            NamespaceKind.Named => scope.Fill(rule!.Value!) ?? scope.FirstNamespace,
            _ => scope.Namespace ?? state?.Namespace,
        };
    }
}
