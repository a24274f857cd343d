namespace OrleansAcl.Bench.Worlds;

/// <summary>Draws questions, half of them allowed when denies are left out of account.</summary>
internal sealed class QueryGenerator(World world, Random random)
{
    /// <summary>Users tried for an answer of the wanted kind are this many places apart.</summary>
    private const int UserStride = 7;

    private readonly Oracle _oracle = new(world);
    private readonly Item[] _byPopularity = Shuffled(world.Resources, random);
    private readonly double[] _popularity = Cumulated(world.Resources.Length);

    /// <summary>Resource number n in a random order of popularity is asked for with a probability proportional to 1/n.</summary>
    public QuerySet Zipf(int count) => Draw("zipf", count, () => _byPopularity[Rank(random.NextDouble())]);

    /// <summary>Every resource is asked for alike.</summary>
    public QuerySet Uniform(int count) => Draw("uniform", count, () => world.Resources[random.Next(world.Resources.Length)]);

    private QuerySet Draw(string distribution, int count, Func<Item> resource)
    {
        var queries = new List<Query>(count);
        while (queries.Count < count)
            if (TryDraw(resource(), wanted: queries.Count % 2 == 0) is { } query)
                queries.Add(query);
        return new QuerySet(distribution, Shuffled(queries, random));
    }

    private Query? TryDraw(Item resource, bool wanted)
    {
        var action = world.Actions[random.Next(world.Actions.Length)];
        var answers = _oracle.Answers(resource, action);
        var start = random.Next(world.Users.Length);
        for (var i = 0; i < world.Users.Length; i++)
        {
            var user = (start + i * UserStride) % world.Users.Length;
            var (allowed, denied) = answers[user];
            if (allowed == wanted) return new Query(Copy(world.Users[user]), Copy(action), Copy(resource.Reference), allowed, allowed && !denied);
        }

        return null;
    }

    /// <summary>An object of its own, as in a request from outside; comparing two strings that are one object is too easy.</summary>
    private static string Copy(string text) => new(text.AsSpan());

    private int Rank(double share)
    {
        var found = Array.BinarySearch(_popularity, share);
        return Math.Min(found < 0 ? ~found : found, _popularity.Length - 1);
    }

    private static double[] Cumulated(int count)
    {
        var shares = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++) shares[i] = sum += 1.0 / (i + 1);
        for (var i = 0; i < count; i++) shares[i] /= sum;
        return shares;
    }

    private static T[] Shuffled<T>(IEnumerable<T> items, Random random)
    {
        T[] shuffled = [.. items];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
