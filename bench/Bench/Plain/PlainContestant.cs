using OrleansAcl.Bench.Measures;
using OrleansAcl.Bench.Worlds;

namespace OrleansAcl.Bench.Plain;

/// <summary>The plain evaluator asked a set of questions.</summary>
internal sealed class PlainContestant(PlainEvaluator evaluator, Query[] queries) : IContestant
{
    public string Name => "plain";

    public int Questions => queries.Length;

    public int CountWrong(int first, int count)
    {
        var wrong = 0;
        for (int i = first, end = first + count; i < end; i++)
        {
            ref readonly var query = ref queries[i];
            if (evaluator.CheckWithDenies(query.User, query.Action, query.Object) != query.ExpectedWithDeny) wrong++;
        }

        return wrong;
    }
}
