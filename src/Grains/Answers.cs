using OrleansAcl.Documents;

namespace OrleansAcl.Grains;

/// <summary>Turns what a grain works out, or the error that kept it from that, into what travels.</summary>
internal static class Answers
{
    /// <summary>The answer, or the error as a value: exceptions of ours do not travel.</summary>
    public static async Task<Answer> OfAsync(Func<Task<Node>> work)
    {
        try
        {
            return new Answer((await work()).ToString(), null, null, null);
        }
        catch (AclException e)
        {
            return new Answer(null, e.Code, e.Detail, e.Place);
        }
    }
}
