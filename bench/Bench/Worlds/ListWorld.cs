using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Bench.Worlds;

/// <summary>
/// Jobs in folders, each with an owner and a few entries, and one subject who may view 400 of them: 150 by entries that name him, 150 by entries of
/// groups that his group is nested in, 100 by an entry on a folder that lies above the one they are in. Some more deny him.
/// </summary>
/// <param name="jobs">How many jobs.</param>
/// <param name="random">The dice.</param>
internal sealed class ListWorld(int jobs, Random random)
{
    private const int Users = 10_000;
    private const int Groups = 500;
    private const int JobsPerFolder = 1_000;
    private const int OwnEntries = 150;
    private const int GroupEntries = 150;
    private const int Inherited = 100;
    private const int Denied = 40;

    /// <summary>Who may view 400 jobs.</summary>
    public static readonly SubjectRef Viewer = new(SubjectRef.User, "viewer");

    /// <summary>How many jobs he may view.</summary>
    public const int Visible = OwnEntries + GroupEntries + Inherited;

    /// <summary>The id of a job.</summary>
    public static string Id(int job) => $"j{job:d8}";

    /// <summary>Everything, in an order in which nothing is named before it is there.</summary>
    public IEnumerable<Step> Steps()
    {
        foreach (var group in Enumerable.Range(0, Groups)) yield return Of("group", ("id", Node.Of($"g{group}")), ("members", Node.List([$"user:u{group}", $"user:u{group + Groups}"])));
        yield return Of("group", ("id", Node.Of("near")), ("members", Node.List([Viewer.ToString()])));
        yield return Of("group", ("id", Node.Of("middle")), ("members", Node.List(["group:near"])));
        yield return Of("group", ("id", Node.Of("far")), ("members", Node.List(["group:middle"])));
        yield return Of("resource", ("id", Node.Of("folder:shared")));
        yield return Of("resource", ("id", Node.Of("folder:inner")), ("parent", Node.Of("folder:shared")));
        yield return Of("acl", ("resource", Node.Of("folder:shared")), ("entries", Node.List([Entry("group:far", "allow")])));
        foreach (var folder in Enumerable.Range(0, (jobs / JobsPerFolder) + 1)) yield return Of("resource", ("id", Node.Of($"folder:f{folder}")));
        int[] chosen = [.. Enumerable.Range(0, jobs)];
        random.Shuffle(chosen);
        var places = chosen.Take(Visible + Denied).Select((job, place) => (job, place)).ToDictionary(p => p.job, p => p.place);
        for (var job = 0; job < jobs; job++)
            foreach (var step in Job(job, places.GetValueOrDefault(job, int.MaxValue))) yield return step;
    }

    private IEnumerable<Step> Job(int job, int place)
    {
        var isInherited = place is >= OwnEntries + GroupEntries and < Visible;
        yield return Of(
            "resource", ("id", Node.Of($"job:{Id(job)}")), ("owner", Node.Of($"user:u{random.Next(Users)}")),
            ("parent", Node.Of(isInherited ? "folder:inner" : $"folder:f{job / JobsPerFolder}")));
        var entries = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Entry(random.Next(2) == 0 ? $"user:u{random.Next(Users)}" : $"group:g{random.Next(Groups)}", "allow"))
            .DistinctBy(entry => entry["subject"]!.Text).ToList();
        if (place < OwnEntries) entries.Add(Entry($"{Viewer}", "allow"));
        else if (place < OwnEntries + GroupEntries) entries.Add(Entry(place % 2 == 0 ? "group:far" : "group:middle", "allow"));
        else if (place is >= Visible and < Visible + Denied) entries.Add(Entry($"{Viewer}", "deny"));
        yield return Of("acl", ("resource", Node.Of($"job:{Id(job)}")), ("entries", Node.List(entries)));
    }

    private static Step Of(string verb, params (string, Node?)[] fields) => new(verb, Node.Map(fields));

    private static Node Entry(string subject, string effect) =>
        Node.Map(("subject", Node.Of(subject)), ("effect", Node.Of(effect)), ("actions", Node.List(["view"])));
}
