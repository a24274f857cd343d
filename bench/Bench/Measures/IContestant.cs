namespace OrleansAcl.Bench.Measures;

/// <summary>Something that answers a fixed list of questions. Safe for concurrent use.</summary>
internal interface IContestant
{
    string Name { get; }

    int Questions { get; }

    /// <summary>Answers questions one after the other and says how many answers were not the expected ones.</summary>
    int CountWrong(int first, int count);
}
