using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>Many change the same object at once, each made for what it saw: one of them wins.</summary>
public sealed class RaceTests(RestServer server) : IClassFixture<RestServer>
{
    private const int Writers = 16;

    public static TheoryData<string> Names => CollectionTests.Names;

    public static TheoryData<string> Changing => [.. RestCase.Cases.Where(c => c.Version is not null).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Put_OfANewOneByMany_SucceedsOnce(string name)
    {
        var its = RestCase.Cases.Single(c => c.Name == name);
        var tenant = await server.TenantAsync(its.Model, its.SetUp);
        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => tenant.PutAsync(its.Path(0), its.Body(0), ("If-None-Match", "*"))));
        Assert.Equal((1, Writers - 1), (answers.Count(a => a.Status == HttpStatusCode.Created), answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed)));
    }

    [Theory]
    [MemberData(nameof(Changing))]
    public async Task Put_ForTheSameTagByMany_SucceedsOnce(string name)
    {
        var its = RestCase.Cases.Single(c => c.Name == name);
        var tenant = await server.TenantAsync(its.Model, its.SetUp);
        var tag = (await tenant.PutAsync(its.Path(0), its.Body(0))).Head("ETag")!;
        var answers = await Task.WhenAll(Enumerable.Range(1, Writers).Select(n => tenant.PutAsync(its.Path(0), its.Version!(n), ("If-Match", tag))));
        var won = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(Writers - 1, answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed));
        Assert.Equal(won.Text, (await tenant.GetAsync(its.Path(0))).Text);
    }
}
