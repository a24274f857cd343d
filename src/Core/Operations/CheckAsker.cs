using OrleansAcl.Documents;
using OrleansAcl.Ladders;
using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Operations;

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
        catch (AclException e) when (e.Code is ErrorCodes.InvalidDocument or ErrorCodes.InvalidArguments or ErrorCodes.UnknownType or ErrorCodes.UnknownAction)
        {
            // What is stored with one item makes no question; the others are still to be shown.
            return false;
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
        var (type, reference) = Resolve(model, resource);
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

    /// <summary>What a filled template names; it is malformed only by what an argument put into it.</summary>
    private (ResourceType Type, ResourceRef Ref) Resolve(Model model, string resource)
    {
        try
        {
            return model.Resolve(ResourceRef.Parse(resource), view.Tenant.Settings, Reach.Internal);
        }
        catch (AclException e) when (e.Code == ErrorCodes.InvalidDocument)
        {
            throw new AclException(ErrorCodes.InvalidArguments, e.Detail, "args", e);
        }
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
