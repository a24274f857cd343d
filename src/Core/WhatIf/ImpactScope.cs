using OrleansAcl.Lists;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.WhatIf;

/// <summary>What a request for an impact looks at: its subjects, resources and actions, each in order.</summary>
internal sealed class ImpactScope
{
    private readonly TenantState _tenant;
    private readonly long[] _versions;
    private readonly List<SubjectRef> _named = [];
    private readonly List<string> _subjectTypes = [];
    private readonly IReadOnlyList<string> _actions;

    /// <exception cref="AclException">A type, subject or action that the model does not have, at its place.</exception>
    public ImpactScope(Draft draft, ImpactRequest request)
    {
        _tenant = draft.Tenant;
        _versions = [draft.Version - 1, draft.Version];
        _actions = request.Actions;
        for (var i = 0; i < request.Subjects.Count; i++) At($"subjects[{i}]", request.Subjects[i], TakeSubject);
        if (request.Subjects.Count == 0) _subjectTypes.Add(SubjectRef.User);
        var types = new List<ResourceType>();
        for (var i = 0; i < request.Types.Count; i++) At($"types[{i}]", request.Types[i], name => types.Add(_tenant.Model.Type(name)));
        Types = [.. (types.Count == 0 ? _tenant.Model.Types : types).Distinct().OrderBy(t => t.Name, StringComparer.Ordinal)];
        for (var i = 0; i < request.Actions.Count; i++) At($"actions[{i}]", request.Actions[i], RequireAction);
    }

    /// <summary>The types of resources.</summary>
    public IReadOnlyList<ResourceType> Types { get; }

    private static void At(string place, string text, Action<string> take)
    {
        try
        {
            take(text);
        }
        catch (AclException e) when (e.Place is null)
        {
            throw new AclException(e.Code, e.Detail, place);
        }
    }

    private void TakeSubject(string text)
    {
        var subject = text.Contains(':') ? SubjectRef.Parse(text) : new SubjectRef(text, "any");
        _tenant.Model.RequireSubject(subject);
        if (text.Contains(':')) _named.Add(subject);
        else _subjectTypes.Add(text);
    }

    private void RequireAction(string action)
    {
        AclException? refusal = null;
        foreach (var type in Types)
        {
            try
            {
                _tenant.Model.Action(type, action);
                return;
            }
            catch (AclException e)
            {
                refusal = e;
            }
        }

        if (refusal is not null) throw refusal;
    }

    /// <summary>
    /// The subjects in order: those that are named, and of the types all that something is known of, before the draft or after it, or that one of
    /// some resources names.
    /// </summary>
    public IEnumerable<SubjectRef> Subjects(IEnumerable<ResourceSlot> naming)
    {
        var known = _subjectTypes.SelectMany(_tenant.Principals).Where(slot => _versions.Any(v => !slot.At(v).IsBlank)).Select(slot => slot.Ref);
        var mentioned = naming.SelectMany(slot => _versions.SelectMany(v => Mentioned(slot.At(v)))).Where(s => _subjectTypes.Contains(s.Type));
        return _named.Concat(known).Concat(mentioned).Distinct().OrderBy(s => s, Order);
    }

    /// <summary>Every resource there is.</summary>
    public IEnumerable<ResourceSlot> Everything => _tenant.Model.AllTypes.SelectMany(_tenant.Resources);

    private static IEnumerable<SubjectRef> Mentioned(ResourceState state) =>
        (state.Acl?.Entries.Select(e => e.Subject) ?? []).Concat(state.Owner is { } owner ? [owner] : []);

    /// <summary>The resources of a type that are known of, before the draft or after it, in order.</summary>
    /// <param name="type">The type.</param>
    /// <param name="among">Only these, if not null.</param>
    public IEnumerable<ResourceSlot> Resources(ResourceType type, IEnumerable<ResourceSlot>? among) =>
        (among is null ? _tenant.Resources(type) : among.Where(slot => slot.Ref.Type == type.Name))
        .Where(slot => _versions.Any(v => slot.At(v) is { Stored: true } or { Acl: not null }))
        .OrderBy(slot => slot.Ref.Id, StringComparer.Ordinal);

    /// <summary>The actions to ask on a resource, in order: those that are named, as far as its type has them, or all.</summary>
    public string[] Actions(TenantView view, ResourceType type, ResourceRef resource)
    {
        var actions = _actions.Count == 0
            ? ActionList.Named(view, type, resource)
            : _actions.Where(a => type.OpenActions || type.ActionsByName.ContainsKey(a)).Select(a => _tenant.Model.Action(type, a).Name).Distinct();
        return [.. actions.Order(StringComparer.Ordinal)];
    }

    /// <summary>The order of subjects.</summary>
    public static Comparer<SubjectRef> Order { get; } = Comparer<SubjectRef>.Create(static (a, b) =>
        string.CompareOrdinal(a.Type, b.Type) is not 0 and var type ? type : string.CompareOrdinal(a.Id, b.Id));
}
