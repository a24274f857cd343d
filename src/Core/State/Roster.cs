using System.Collections.Immutable;
using OrleansAcl.Lists;
using OrleansAcl.Models;

namespace OrleansAcl.State;

/// <summary>A list of references that may grow without end: the members of a group, what somebody owns, all there is of a type.</summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Of">Whose list it is.</param>
internal readonly record struct RosterKey(string Kind, string Of)
{
    /// <summary>What somebody owns; the one kind that closures are made of.</summary>
    public const string Owned = "owned";

    /// <summary>The members of one life of a group.</summary>
    public static RosterKey MembersOf(SubjectRef group, int generation) => new("members", $"{generation}/{group}");

    /// <summary>What one life of a subject owns.</summary>
    public static RosterKey OwnedBy(SubjectRef owner, int generation) => new(Owned, $"{generation}/{owner}");

    /// <summary>The resources whose access list names one life of a subject, or that it owns.</summary>
    public static RosterKey Mentioning(SubjectRef subject, int generation) => new("mentioning", $"{generation}/{subject}");

    /// <summary>The resources that lie directly in one.</summary>
    public static RosterKey Inside(ResourceRef parent) => new("inside", parent.ToString());

    /// <summary>The names of all rosters of <see cref="Mentioning"/> and <see cref="Inside"/> that there ever were.</summary>
    public static RosterKey Mentions => new("mentions", "");

    /// <summary>Everything of a kind and type; named as in <see cref="EntityKey.AllOf(string)"/>.</summary>
    public static RosterKey Index(string index) => new("index", index);

    /// <summary>What a shard is kept under.</summary>
    public EntityKey Shard(int number) => new(EntityKey.Shard, $"{Kind}/{number}/{Of}");

    /// <summary>Its name on a roster of rosters.</summary>
    public string Name => $"{Kind}/{Of}";

    /// <summary>The roster of a name.</summary>
    public static RosterKey Named(string name) => name.IndexOf('/') is var slash ? new RosterKey(name[..slash], name[(slash + 1)..]) : default;

    /// <summary>The list and the number of a shard, from what it is kept under.</summary>
    public static (RosterKey Key, int Number) Parse(string shard)
    {
        var first = shard.IndexOf('/');
        var second = shard.IndexOf('/', first + 1);
        return (new RosterKey(shard[..first], shard[(second + 1)..]), int.Parse(shard.AsSpan(first + 1, second - first - 1), provider: null));
    }
}

/// <summary>A part of a roster at one version. The first one also says which others there are.</summary>
internal sealed record ShardState : EntityState
{
    private Parsed? _resources;

    /// <summary>The references in it.</summary>
    public ImmutableHashSet<string> Entries { get; init; } = [];

    /// <summary>The characters of all references in it.</summary>
    public int Weight { get; init; }

    /// <summary>Of the first shard: the number of the newest, which is filled next.</summary>
    public int Last { get; init; }

    /// <summary>Of the first shard: earlier ones that have room again.</summary>
    public ImmutableList<int> Room { get; init; } = [];

    /// <summary>Whether nothing is in it, and it names no others and is named by none.</summary>
    public bool IsEmpty => Entries.IsEmpty && Last == 0 && IndexShard == 0;

    /// <summary>The entries as resources, worked out once, whichever copy of the state asks.</summary>
    public ResourceRef[] Resources(TenantState tenant)
    {
        if (_resources is not { } parsed || !ReferenceEquals(parsed.Entries, Entries))
            _resources = parsed = new Parsed(Entries, [.. Entries.Select(e => tenant.Model.Resolve(ResourceRef.Parse(e), tenant.Settings, Reach.Stored).Ref)]);
        return parsed.Resources;
    }

    private sealed record Parsed(object Entries, ResourceRef[] Resources);

    /// <summary>The entries as places in the order of lists, worked out once: a shard names nothing but resources, or nothing but subjects.</summary>
    public IPlace[] Named(Func<string, IPlace> place)
    {
        if (_named is not { } named || !ReferenceEquals(named.Entries, Entries))
            _named = named = new Ordered(Entries, [.. Entries.Select(place).OrderBy(p => p.Type, StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal)]);
        return named.Places;
    }

    private Ordered? _named;

    private sealed record Ordered(object Entries, IPlace[] Places);
}

/// <summary>A shard's place in memory.</summary>
internal sealed class ShardSlot(RosterKey roster, int number, bool known = true) : Slot<ShardState>(new ShardState(), known)
{
    /// <summary>What it is kept under.</summary>
    public EntityKey Key => roster.Shard(number);
}

/// <summary>
/// Rosters as a writer changes them. They are kept in shards of bounded size (BOUNDED), filled one after the other. Whoever is on a
/// roster keeps the number of his shard himself, so that one more and one less touch one shard however long the list is.
/// </summary>
internal static class Roster
{
    /// <summary>The characters of references that one shard holds at most, one reference more or less.</summary>
    private const int ShardCharacters = 8_192;

    /// <summary>How many earlier shards with room the first one remembers; the room of others stays empty.</summary>
    private const int RoomRemembered = 16;

    /// <summary>Adds a reference that is not on the roster, and says in which shard it is then.</summary>
    public static int Add(Draft draft, RosterKey key, string reference)
    {
        var head = draft.Shard(key, 0);
        // Whoever adds many will need them all: what is not in memory is missed at once.
        foreach (var room in head.Room) draft.Shard(key, room);
        var number = head.Room.IsEmpty ? head.Last : head.Room[0];
        while (draft.Shard(key, number) is var full && !full.Entries.IsEmpty && full.Weight + reference.Length > ShardCharacters)
        {
            if (head.Room.IsEmpty) draft.Open(key, head.Last + 1);
            head = head.Room.IsEmpty ? head with { Last = head.Last + 1 } : head with { Room = head.Room.RemoveAt(0) };
            draft.Put(key, 0, head);
            number = head.Room.IsEmpty ? head.Last : head.Room[0];
        }

        var shard = draft.Shard(key, number);
        draft.Put(key, number, shard with { Entries = shard.Entries.Add(reference), Weight = shard.Weight + reference.Length });
        return number;
    }

    /// <summary>Takes a reference off; what is not in that shard is not on the roster.</summary>
    public static void Remove(Draft draft, RosterKey key, int number, string reference)
    {
        var shard = draft.Shard(key, number);
        if (!shard.Entries.Contains(reference)) return;
        var left = shard with { Entries = shard.Entries.Remove(reference), Weight = shard.Weight - reference.Length };
        draft.Put(key, number, left);
        var head = draft.Shard(key, 0);
        if (HasRoom(left.Weight) && number != head.Last && head.Room.Count < RoomRemembered && !head.Room.Contains(number))
            draft.Put(key, 0, head with { Room = head.Room.Add(number) });
    }

    /// <summary>Whether a shard before the last is worth filling again.</summary>
    private static bool HasRoom(int weight) => weight < ShardCharacters / 2;

    /// <summary>Everything on a roster, with the shard it is in.</summary>
    public static Dictionary<string, int> All(Draft draft, RosterKey key)
    {
        var all = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var (number, last) = (0, draft.Shard(key, 0).Last); number <= last; number++)
            foreach (var entry in draft.Shard(key, number).Entries) all[entry] = number;
        return all;
    }

    /// <summary>How many are on a roster.</summary>
    public static long Count(Draft draft, RosterKey key) => Enumerable.Range(0, draft.Shard(key, 0).Last + 1).Sum(number => (long)draft.Shard(key, number).Entries.Count);

    /// <summary>Removes a roster whole.</summary>
    public static void Clear(Draft draft, RosterKey key)
    {
        for (var number = draft.Shard(key, 0).Last; number >= 0; number--)
            if (draft.Shard(key, number) is { IsEmpty: false }) draft.Put(key, number, new ShardState());
    }

    /// <summary>The shards of a roster at a version, for readers.</summary>
    public static ShardState[] Shards(TenantState tenant, RosterKey key, long version)
    {
        if (tenant.FindShard(key, 0)?.At(version) is not { } head) return [];
        var shards = new ShardState[head.Last + 1];
        shards[0] = head;
        for (var number = 1; number < shards.Length; number++) shards[number] = tenant.FindShard(key, number)?.At(version) ?? new ShardState();
        return shards;
    }

    /// <summary>Puts a roster whose entries know their shards into memory whole, as of before any version.</summary>
    public static void Load(TenantState tenant, RosterKey key, IReadOnlyDictionary<int, List<string>> shards)
    {
        var last = shards.Keys.Max();
        var room = ImmutableList.CreateBuilder<int>();
        for (var number = last; number >= 0; number--)
        {
            var entries = shards.GetValueOrDefault(number) ?? [];
            var weight = entries.Sum(e => e.Length);
            if (number < last && HasRoom(weight) && room.Count < RoomRemembered) room.Add(number);
            var state = new ShardState { Entries = [.. entries], Weight = weight };
            if (number == 0) state = state with { Last = last, Room = room.ToImmutable() };
            tenant.ShardPlace(key, number).Load(state, 0);
        }
    }
}
