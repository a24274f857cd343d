using OrleansAcl.Conditions;
using OrleansAcl.Documents;

namespace OrleansAcl.Tests.Conditions;

/// <summary>A condition whose facts are there allocates nothing.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData("context.ip == '10.0.0.1'")]
    [InlineData("context.count > 5 && context.rate < 1.5")]
    [InlineData("subject.properties.level >= resource.properties.level")]
    [InlineData("context.ip in ['10.0.0.1', '10.0.0.2']")]
    [InlineData("context.tags.exists(t, t == 'b') && 'a' in context.tags")]
    [InlineData("context.ip.startsWith('10.') && context.ip.matches('^10[.]')")]
    [InlineData("now < timestamp('2027-01-01T00:00:00Z') && now.getHours('Europe/Berlin') < 18")]
    [InlineData("timestamp(context.at) + duration('1h') > now")]
    [InlineData("has(context.ip) && size(context.tags) == 2")]
    public void Evaluation_OfKnownFacts_AllocatesNothing(string text)
    {
        var condition = Expression.Parse(text, FactTypes.Open);
        var context = Json.Parse("""{"ip": "10.0.0.1", "count": 7, "rate": 0.5, "tags": ["a", "b"], "at": "2026-03-02T09:00:00Z"}""");
        var needs = new Needs();
        for (var i = 0; i < 100; i++) condition.Evaluate(Asking.About(context), ref needs);
        var facts = Asking.About(context);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var verdict = condition.Evaluate(facts, ref needs);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((Verdict.True, 0L), (verdict, allocated));
    }
}
