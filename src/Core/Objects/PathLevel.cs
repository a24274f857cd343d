using OrleansAcl.Lists;
using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>
/// One level of the tree that the paths of a type make: what is one segment below a path, stored or only on the way to something stored. What lies deeper is
/// passed over at one step, however much it is.
/// </summary>
internal sealed class PathLevel(TenantState tenant, long version, ResourceType type, string path)
{
    /// <summary>How many of what may lie below a path are looked at to see whether something does; with more, it is taken for granted.</summary>
    private const int Probed = 16;

    /// <summary>How many states that are not in memory are noted before they are loaded and the level is begun again.</summary>
    private const int LoadedAtOnce = 100;

    private readonly IPlaces _places = Sources.Of(tenant, type, version);
    private readonly string _prefix = path.Length == 0 ? "" : path + "/";

    /// <summary>A step over the level.</summary>
    /// <param name="Place">The id that the next step goes on behind.</param>
    /// <param name="Slot">What is there; null for a path that nothing is stored at.</param>
    /// <param name="Folder">Its id, when something lies below it.</param>
    public readonly record struct Step(string Place, ResourceSlot? Slot, string? Folder);

    /// <summary>The steps behind a place; null for the first.</summary>
    public IEnumerable<Step> Behind(string? after)
    {
        var at = after;
        while (Misses.Count < LoadedAtOnce && Places(_prefix, at).FirstOrDefault() is { } place)
        {
            var slash = place.Id.IndexOf('/', _prefix.Length);
            if (slash < 0)
            {
                yield return new Step(at = place.Id, In(place), HasBelow(place.Id) ? place.Id : null);
                continue;
            }

            // What is stored itself comes, or came, by itself: it sorts before all that is below it.
            var folder = place.Id[..slash];
            at = $"{folder}/{char.MaxValue}";
            yield return new Step(at, null, tenant.FindResource(type, folder)?.At(version).Stored != true && HasBelow(folder) ? folder : null);
        }
    }

    private bool HasBelow(string id)
    {
        var below = Places(id + "/", null).Take(Probed).ToList();
        return below.Count == Probed || below.Any(place => In(place).At(version).Stored);
    }

    private ResourceSlot In(IPlace place) => place as ResourceSlot ?? ((NamedPlace)place).In(tenant);

    private IEnumerable<IPlace> Places(string prefix, string? after)
    {
        var found = new List<Segment>();
        _places.Find(type.Name, after, prefix, found);
        return Segment.Merge(found);
    }
}
