using OrleansAcl.Ladders;
using OrleansAcl.Models;
using OrleansAcl.Selectors;
using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>
/// The resources of a type that a list has to decide: all that any rung could allow, and some that none does. What is not among them no rung
/// can allow, so nothing is lost by leaving it out. When that may be most of the type, or cannot be told in few words, it is all of the type.
/// </summary>
/// <param name="view">The tenant at the version of the list.</param>
/// <param name="type">The type of the list.</param>
/// <param name="subject">Whose list it is.</param>
/// <param name="action">The action's name.</param>
/// <param name="bit">The action's bit.</param>
/// <param name="after">The id behind which the list begins; null for the beginning.</param>
internal sealed class Candidates(TenantView view, ResourceType type, Closure subject, string action, ulong bit, string? after)
{
    private readonly Sources _sources = new(view, subject);
    private readonly List<Segment> _segments = [];
    private readonly SortedDictionary<string, IPlace> _single = new(StringComparer.Ordinal);
    private readonly HashSet<object> _taken = [];
    private bool _all;

    /// <summary>The type of the list.</summary>
    public ResourceType Type => type;

    /// <summary>Whose list it is.</summary>
    public Closure Subject => subject;

    /// <summary>The action's name.</summary>
    public string Action => action;

    /// <summary>The action's bit.</summary>
    public ulong Bit => bit;

    /// <summary>The candidates behind where the list begins, rising by id.</summary>
    /// <param name="limit">Most items of the page they are for; null for all.</param>
    public IEnumerable<ResourceSlot> Rising(int? limit)
    {
        // An inactive subject is denied before any rung is asked.
        if (!subject.Active) return [];
        if (!_sources.AreComplete) All();
        foreach (var rung in type.Ladder)
            if (!_all && rung.SpeaksOf(bit)) rung.Propose(this);
        return Sources.InMemory(view.Tenant, _all ? _sources.Of(type).Rising(type.Name, after) : Gathered(), limit);
    }

    private IEnumerable<IPlace> Gathered() => Segment.Merge(_single.Count == 0 ? _segments : _segments.Append(new Segment([.. _single.Values], 0, _single.Count)));

    /// <summary>Everything of the type.</summary>
    public void All() => _all = true;

    /// <summary>What has an id.</summary>
    public void One(string id)
    {
        if (Take(id) && (after is null || string.CompareOrdinal(id, after) > 0) && _sources.Slot(type, id) is { } place) _single[id] = place;
    }

    /// <summary>What has an id that begins so.</summary>
    public void Beginning(string prefix)
    {
        if (prefix.Length == 0) All();
        else if (Take((prefix, nameof(Beginning)))) _sources.Of(type).Find(type.Name, after, prefix, _segments);
    }

    /// <summary>What has a path as its id, or lies below it as <see cref="SubtreeSelector.Covers"/> says.</summary>
    public void Subtree(string path)
    {
        if (path is "" or "/")
        {
            All();
            return;
        }

        One(path);
        Beginning(path + "/");
    }

    /// <summary>What lies directly in a resource.</summary>
    public void In(ResourceRef parent)
    {
        if (view.Tenant.Model.TypesByName.GetValueOrDefault(parent.Type) is { } above && _sources.Slot(above, parent.Id) is { } place) In(place);
    }

    /// <summary>What mentions somebody: in its access list, or as its owner.</summary>
    public void Mentioning(int subjectId)
    {
        if (Take(subjectId)) _sources.Mentioning(subjectId)?.Find(type.Name, after, "", _segments);
    }

    /// <summary>What lies directly in what mentions somebody.</summary>
    public void InMentioning(int subjectId)
    {
        foreach (var parent in Containers(_sources.Mentioning(subjectId)))
        {
            if (_all) return;
            In(parent);
        }
    }

    /// <summary>What mentions somebody, and what lies in that, however deep.</summary>
    public void BelowMentioning(int subjectId)
    {
        Mentioning(subjectId);
        foreach (var top in Containers(_sources.Mentioning(subjectId)))
        {
            if (_all) return;
            Below(top);
        }
    }

    private void Below(IPlace top)
    {
        var open = new Stack<IPlace>([top]);
        while (open.TryPop(out var parent))
        {
            // That another rung has taken what lies directly in it says nothing of what lies deeper.
            if (!Take((parent.Type, parent.Id, nameof(Below)))) continue;
            In(parent);
            foreach (var below in Containers(_sources.Inside(parent)).TakeWhile(_ => open.Count < AclLimits.ListSources)) open.Push(below);
            if (open.Count == AclLimits.ListSources) All();
        }
    }

    private void In(IPlace parent)
    {
        if (Take((parent.Type, parent.Id))) _sources.Inside(parent)?.Find(type.Name, after, "", _segments);
    }

    /// <summary>Those of some places that something can lie in; none when nothing of the type lies in anything.</summary>
    private IEnumerable<IPlace> Containers(IPlaces? places)
    {
        if (places is null || type.Parents is { Count: 0 }) return [];
        var all = view.Tenant.Model.AllTypes;
        return all.Where(t => all.Any(inside => inside.Parents?.Contains(t.Name) != false)).SelectMany(t => places.Rising(t.Name, null));
    }

    /// <summary>Whether something is looked at for the first time. BOUNDED: beyond so many, all of the type are candidates.</summary>
    private bool Take(object source)
    {
        if (_taken.Count == AclLimits.ListSources) All();
        return !_all && _taken.Add(source);
    }
}
