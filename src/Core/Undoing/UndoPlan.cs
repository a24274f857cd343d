using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Undoing;

/// <summary>
/// The steps that put back what a change changed, from the change, what came after it, and the objects as they are now. Pure: it reads nothing and
/// stores nothing, and what it does not know for sure it refuses, with the reason.
/// </summary>
internal sealed class UndoPlan
{
    private readonly Dictionary<ObjectRef, (Node? Now, Node? Then)> _objects = [];

    private UndoPlan(IReadOnlyList<UndoneObject> objects, IReadOnlyList<UndoStep> steps)
    {
        Objects = objects;
        Made = steps;
        Steps = [.. steps.Select(s => s.Step)];
    }

    /// <summary>What becomes of each object.</summary>
    public IReadOnlyList<UndoneObject> Objects { get; }

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>The steps with what they are for.</summary>
    public IReadOnlyList<UndoStep> Made { get; }

    /// <summary>The lives in which those who are named must still be.</summary>
    public IReadOnlyList<Life> Lives { get; private init; } = [];

    /// <summary>Whether every object can be put back.</summary>
    public bool IsPossible => Objects.All(o => o.Refusal is null);

    /// <summary>What an object is now, and is to be.</summary>
    public IEnumerable<KeyValuePair<ObjectRef, (Node? Now, Node? Then)>> Expected => _objects;

    /// <summary>What an object is to be; false when it is none of this change.</summary>
    public bool TryThen(ObjectRef reference, out Node? then)
    {
        var found = _objects.TryGetValue(reference, out var both);
        then = both.Then;
        return found;
    }

    /// <summary>Makes the plan.</summary>
    /// <param name="change">The change to be undone.</param>
    /// <param name="later">What came after it.</param>
    /// <param name="now">Objects as they are: those of <see cref="Needed"/>.</param>
    /// <param name="caller">Whom the steps are done as; null for the system.</param>
    public static UndoPlan Of(Change change, LaterChanges later, IReadOnlyDictionary<ObjectRef, Node?> now, SubjectRef? caller)
    {
        var twice = change.Objects.GroupBy(o => o.Ref).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        var (objects, steps, ends) = (new List<UndoneObject>(), new List<UndoStep>(), new Dictionary<ObjectRef, (Node?, Node?)>());
        var lives = new HashSet<Life>();
        foreach (var one in change.Objects)
        {
            var newer = later.Newest(one.Ref);
            var earlier = twice.Contains(one.Ref)
                ? new Earlier(null, null, "it was removed and made again; what it had held before is not in the change log")
                : Earlier.Of(one, now.GetValueOrDefault(one.Ref), newer);
            var refusal = earlier.Refusal ?? Named.In(one.Ref, earlier.Restored).Select(later.WhyNotTheSame).Concat(
                Named.TextsIn(one.Ref, earlier.Restored).Select(later.WhyNotTheSame)).FirstOrDefault(why => why is not null);
            var made = refusal is null ? UndoSteps.Of(change, one, now, earlier, caller).ToList() : [];
            if (made.Count > 0) lives.UnionWith(Named.In(one.Ref, earlier.Restored).Select(named => one.Lives.FirstOrDefault(life => life.Ref == named, new Life(named, 0))));
            if (refusal is null) ends[one.Ref] = (now.GetValueOrDefault(one.Ref), earlier.Document);
            objects.Add(new UndoneObject(one.Ref, [.. made.Select(m => m.Step)]) { Refusal = refusal, Newer = newer });
            steps.AddRange(made);
        }

        var plan = new UndoPlan(objects, UndoSteps.InOrder(steps)) { Lives = [.. lives] };
        foreach (var (reference, both) in ends) plan._objects[reference] = both;
        return plan;
    }

    /// <summary>What is to be read for a plan: the objects, and of grants also those that stand beside them.</summary>
    public static IEnumerable<ObjectRef> Needed(Change change) => change.Objects.Select(o => o.Ref)
        .Where(r => r.Kind is not (ObjectRef.Clock or ObjectRef.Model)).SelectMany(r => r.Kind == ObjectRef.Grant ? UndoSteps.Beside(r) : [r]).Distinct();

    /// <summary>Why what the steps would make is not what the objects are to be; nothing when it is, exactly.</summary>
    /// <param name="made">What a dry run says of them.</param>
    public IEnumerable<(ObjectRef Ref, string Why)> Amiss(IReadOnlyList<ObjectChange> made)
    {
        var found = made.Select(Same.WithoutOrder).OfType<ObjectChange>().GroupBy(c => c.Ref).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var (reference, (now, then)) in _objects)
        {
            var expected = Same.WithoutOrder(Changes.ChangeWriter.Difference(reference, now, then));
            var actual = found.Remove(reference, out var several) ? several : [];
            if (expected is null ? actual.Count > 0 : actual.Count != 1 || !Same.Are(expected, actual[0])) yield return (reference, "the steps would not make it what it was");
        }

        foreach (var other in found.Keys) yield return (other, "it would be changed too, and was not by the change that is undone");
    }
}
