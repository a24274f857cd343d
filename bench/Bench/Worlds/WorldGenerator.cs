using System.Globalization;

namespace OrleansAcl.Bench.Worlds;

/// <summary>Makes workload W: its numbers are those of the published description, its dice are its own.</summary>
internal sealed class WorldGenerator(int resourceCount, int userCount, Random random)
{
    private const int RoleCount = 50;
    private const double DenyShare = 0.1;

    private static readonly string[] Actions = ["view", "edit", "run", "delete", "share", "admin"];
    private static readonly string[] Types = ["job", "schedule", "template", "image"];
    private static readonly int[] GroupsPerLevel = [8, 24, 56, 112];
    private static readonly int[] FoldersPerLevel = [4, 20, 100, 400, 1200];

    public World Generate()
    {
        var users = Ids('u', 0, userCount, 4);
        var groups = Levels('g', GroupsPerLevel, 3);
        Membership[] memberships = [.. NestGroups(groups), .. JoinGroups(users, groups)];
        Role[] roles = [.. Ids('r', 0, RoleCount, 2).Select(id => new Role(id, DrawActions()))];
        var folders = Levels('f', FoldersPerLevel, 4);
        Item[] folderItems = [.. PlaceFolders(folders)];
        Item[] resources = [.. Enumerable.Range(0, resourceCount).Select(i => DrawResource(i, folders, users))];
        return new World
        {
            Actions = Actions, Types = Types, Users = users, Groups = [.. groups.SelectMany(level => level)], Memberships = memberships,
            Roles = roles, Folders = folderItems, Resources = resources,
            Grants =
            [
                .. folderItems.SelectMany(folder => DrawGrants(folder, random.Next(3), users, groups, roles)),
                .. resources.SelectMany(resource => DrawGrants(resource, 1 + random.Next(5), users, groups, roles)),
            ],
        };
    }

    /// <summary>Every group below the first level is in one group of the level above, one in ten in a second.</summary>
    private IEnumerable<Membership> NestGroups(string[][] levels)
    {
        for (var level = 1; level < levels.Length; level++)
            foreach (var group in levels[level])
            {
                var first = Pick(levels[level - 1]);
                yield return new Membership(first, $"group:{group}");
                if (random.NextDouble() >= 0.1) continue;
                var second = Pick(levels[level - 1]);
                if (second != first) yield return new Membership(second, $"group:{group}");
            }
    }

    /// <summary>Every user is in three to seven groups, mostly of the deepest level.</summary>
    private IEnumerable<Membership> JoinGroups(string[] users, string[][] levels)
    {
        foreach (var user in users)
        {
            var (wanted, joined) = (3 + random.Next(5), new HashSet<string>());
            while (joined.Count < wanted) joined.Add(Pick(levels[Level(0.02, 0.08, 0.3, 0.6)]));
            foreach (var group in joined) yield return new Membership(group, $"user:{user}");
        }
    }

    /// <summary>One to four actions; <c>view</c> is among them in seven roles of ten at least.</summary>
    private string[] DrawActions()
    {
        var (wanted, drawn) = (1 + random.Next(4), new HashSet<string>());
        if (random.NextDouble() < 0.7) drawn.Add("view");
        while (drawn.Count < wanted) drawn.Add(Pick(Actions));
        return [.. Actions.Where(drawn.Contains)];
    }

    private IEnumerable<Item> PlaceFolders(string[][] levels)
    {
        for (var level = 0; level < levels.Length; level++)
            foreach (var folder in levels[level])
                yield return new Item("folder", folder, level == 0 ? null : $"folder:{Pick(levels[level - 1])}", null);
    }

    private Item DrawResource(int index, string[][] folders, string[] users)
    {
        var type = Types[index % Types.Length];
        var folder = Pick(folders[Level(0, 0, 0.15, 0.25, 0.6)]);
        return new Item(type, Id(type[0], index, 6), $"folder:{folder}", $"user:{Pick(users)}");
    }

    private IEnumerable<Grant> DrawGrants(Item item, int count, string[] users, string[][] groups, Role[] roles)
    {
        for (var i = 0; i < count; i++)
        {
            var subject = random.NextDouble() < 0.5 ? $"user:{Pick(users)}" : $"group:{Pick(groups[Level(0, 0.07, 0.28, 0.65)])}";
            yield return new Grant(item.Reference, subject, Pick(roles).Id, random.NextDouble() < DenyShare ? "deny" : "allow");
        }
    }

    /// <summary>An index drawn with these probabilities.</summary>
    private int Level(params ReadOnlySpan<double> shares)
    {
        var x = random.NextDouble();
        var level = 0;
        while (level < shares.Length - 1 && (x -= shares[level]) >= 0) level++;
        return level;
    }

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];

    private static string[][] Levels(char prefix, int[] counts, int digits)
    {
        var levels = new string[counts.Length][];
        for (var (level, first) = (0, 0); level < counts.Length; first += counts[level++])
            levels[level] = Ids(prefix, first, counts[level], digits);
        return levels;
    }

    private static string[] Ids(char prefix, int first, int count, int digits) =>
        [.. Enumerable.Range(first, count).Select(i => Id(prefix, i, digits))];

    private static string Id(char prefix, int number, int digits) => prefix + number.ToString($"D{digits}", CultureInfo.InvariantCulture);
}
