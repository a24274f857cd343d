using OrleansAcl.Bench.Worlds;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>
/// A world of chains: users are in the last group of their chain, resources lie in the last folder of theirs, and the first group of a chain
/// may do everything in the first folder of the chain of the same number, and nothing else is allowed.
/// </summary>
internal sealed class NestedWorld
{
    private const int Chains = 20;
    private const int Users = 200;
    private const int Resources = 2_000;

    private static readonly string[] Actions = ["view", "edit", "run", "delete", "share", "admin"];

    public NestedWorld(int groups, int folders)
    {
        var chains = Enumerable.Range(0, Chains).ToList();
        World = new World
        {
            Actions = Actions, Types = ["job"], Users = [.. Enumerable.Range(0, Users).Select(User)],
            Groups = [.. chains.SelectMany(c => Enumerable.Range(0, groups).Select(depth => Link('g', c, depth)))],
            Memberships =
            [
                .. chains.SelectMany(c => Enumerable.Range(1, groups - 1).Select(depth => new Membership(Link('g', c, depth - 1), $"group:{Link('g', c, depth)}"))),
                .. Enumerable.Range(0, Users).Select(u => new Membership(Link('g', u % Chains, groups - 1), $"user:{User(u)}")),
            ],
            Roles = [new Role("all", Actions)],
            Folders = [.. chains.SelectMany(c => Enumerable.Range(0, folders).Select(depth =>
                new Item("folder", Link('f', c, depth), depth == 0 ? null : $"folder:{Link('f', c, depth - 1)}", null)))],
            Resources = [.. Enumerable.Range(0, Resources).Select(r => new Item("job", Job(r), $"folder:{Link('f', r % Chains, folders - 1)}", null))],
            Grants = [.. chains.Select(c => new Grant($"folder:{Link('f', c, 0)}", $"group:{Link('g', c, 0)}", "all", "allow"))],
        };
    }

    public World World { get; }

    /// <summary>Questions, every other one allowed.</summary>
    public Query[] Queries(int count, Random random) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var (user, chain) = (random.Next(Users), random.Next(Chains - 1));
        var allowed = i % 2 == 0;
        if (allowed) chain = user % Chains;
        else if (chain >= user % Chains) chain++;
        var resource = (random.Next(Resources / Chains) * Chains) + chain;
        return new Query(User(user), Actions[random.Next(Actions.Length)], $"job:{Job(resource)}", allowed, allowed);
    })];

    private static string User(int number) => $"u{number:D4}";

    private static string Job(int number) => $"j{number:D6}";

    private static string Link(char kind, int chain, int depth) => $"{kind}{chain:D2}-{depth:D2}";
}
