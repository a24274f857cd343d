using System.Collections.Immutable;
using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary><c>bind</c> and <c>unbind</c>.</summary>
internal static class BindingSteps
{
    /// <summary>Attaches a role or policy; attached already, it stays so, under the terms given now.</summary>
    public static void Bind(StepScope scope, Node value)
    {
        var (key, subjects, ns) = Read(scope, value, "bind", Terms.Keys);
        if (scope.Model.Levels is not null)
        {
            GrantSteps.BindAsGrant(scope, key, subjects, GrantSteps.Times(value));
            return;
        }

        if (!scope.Exists(key)) throw StepScope.NotFound(key);
        var binding = new Binding(key, ns, scope.Draft.Set(key).Generation, Listed: false, Terms.Read(value, scope.Model));
        foreach (var subject in subjects)
        {
            var state = scope.Draft.Principal(subject);
            if (state.Bindings.Contains(binding)) scope.Draft.Leave(scope.Draft.Tenant.PrincipalSlot(subject));
            else scope.Draft.Put(state with { Bindings = Others(state, binding).Add(binding) });
        }
    }

    /// <summary>What is bound besides; the same attachment under other terms gives way, and what is left of the set's earlier lives.</summary>
    private static ImmutableList<Binding> Others(PrincipalState state, Binding binding) =>
        state.Bindings.RemoveAll(b => b.IsSameAs(binding) || (b.Set == binding.Set && b.Generation != binding.Generation));

    /// <summary>Takes away exactly that attachment: same set, subject and namespace or absence of one.</summary>
    public static void Unbind(StepScope scope, Node value)
    {
        var (key, subjects, ns) = Read(scope, value, "unbind", []);
        if (scope.Model.Levels is not null)
        {
            GrantSteps.UnbindAsRevoke(scope, key, subjects);
            return;
        }

        if (!scope.Exists(key)) throw StepScope.NotFound(key);
        var generation = scope.Draft.Set(key).Generation;
        foreach (var subject in subjects)
        {
            var state = scope.Draft.Principal(subject);
            var left = state.Bindings.RemoveAll(b => b.Set == key && b.Namespace == ns && b.Generation == generation);
            if (left.Count == state.Bindings.Count) throw new AclException(ErrorCodes.NoEffect, $"{key} is not bound to {subject} that way");
            scope.Draft.Put(state with { Bindings = left });
        }
    }

    private static (SetKey Key, List<SubjectRef> Subjects, string? Namespace) Read(StepScope scope, Node value, string verb, string[] terms)
    {
        value.RequireMap(["role", "policy", "to!", "namespace", .. terms]);
        if (value["role"] is null == value["policy"] is null) throw value.Invalid("expected either `role` or `policy`");
        var (kind, name) = value["role"] is { } role ? (SetKey.Role, role) : (SetKey.Policy, value["policy"]!);
        if (!scope.Model.Principals.Binds.TryGetValue(kind, out var types)) throw name.Invalid($"in this model a {kind} is not bound to subjects");
        var key = new SetKey(kind, name.AsName());
        var subjects = value["to"]!.AsList().Select(s => scope.Subject(s, types)).Distinct().ToList();
        var ns = scope.Namespace(value);
        if (ns is not null && scope.Model.Levels is not null) throw value["namespace"]!.Invalid("in this model roles are not bound in a namespace");
        foreach (var subject in subjects) Guard(scope, verb, key.Id, subject, ns);
        if (subjects.Count == 0) scope.Guard(verb, ("name", key.Id), ("namespace", ns));
        return (key, subjects, ns);
    }

    /// <summary>Asks whether the caller may attach a set to a subject, or take it away.</summary>
    public static void Guard(StepScope scope, string verb, string name, SubjectRef to, string? ns) =>
        scope.Guard(verb, ("name", name), ("to", to.ToString()), ("to_type", to.Type), ("to_id", to.Id), ("namespace", ns));
}
