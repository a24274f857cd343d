namespace OrleansAcl.Conditions;

/// <summary>A list of which some items must be worked out; unknown when one of them is.</summary>
internal sealed class ListTerm(Term[] items, FactType type, string path) : Term(type, path)
{
    protected override Value Work(ref Evaluation e)
    {
        var values = new Value[items.Length];
        var unknown = false;
        for (var i = 0; i < items.Length; i++)
        {
            values[i] = items[i].Evaluate(ref e);
            unknown |= values[i].IsUnknown;
        }

        return unknown ? default : Value.Of(values);
    }
}
