using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>What every collection does alike.</summary>
public sealed class CollectionTests(RestServer server) : IClassFixture<RestServer>
{
    private const string Stale = "\"a-tag-of-nothing\"";

    public static TheoryData<string> Names => [.. RestCase.Cases.Select(c => c.Name)];

    private static RestCase Case(string name) => RestCase.Cases.Single(c => c.Name == name);

    private Task<RestTenant> TenantAsync(RestCase its) => server.TenantAsync(its.Model, its.SetUp);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Put_OfANewOne_Is201AndItIsFoundWhereTheAnswerSays(string name)
    {
        var its = Case(name);
        var tenant = await TenantAsync(its);
        (await tenant.GetAsync(its.Path(0))).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);

        var put = await tenant.PutAsync(its.Path(0), its.Body(0));
        Assert.Equal((HttpStatusCode.Created, ""), (put.Status, put.Status == HttpStatusCode.Created ? "" : put.Text));
        var found = await tenant.GetAsync(put.Head("Location")!);
        Assert.Equal((HttpStatusCode.OK, put.Text, put.Head("ETag")), (found.Status, found.Text, found.Head("ETag")));
        Assert.Matches("^\"[^\"]+\"$", found.Head("ETag"));
        Assert.Equal(put.Head("Acl-Revision"), found.Head("Acl-Revision"));
        Assert.Equal(found.Text, (await tenant.GetAsync(its.Path(0))).Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Put_OfTheSameAgain_Is200WithTheSameTag(string name)
    {
        var its = Case(name);
        var tenant = await TenantAsync(its);
        var first = await tenant.PutAsync(its.Path(0), its.Body(0));
        var again = await tenant.PutAsync(its.Path(0), its.Body(0));
        Assert.Equal((HttpStatusCode.OK, null, first.Head("ETag")), (again.Status, again.Head("Location"), again.Head("ETag")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Put_OfWhatWasGot_ChangesNothing(string name)
    {
        var its = Case(name);
        var tenant = await TenantAsync(its);
        await tenant.PutAsync(its.Path(0), (its.Version ?? its.Body)(0));
        var got = await tenant.GetAsync(its.Path(0));
        var put = await tenant.PutAsync(its.Path(0), got.Text, ("If-Match", got.Head("ETag")!));
        // A group's document leaves its members out, so it does not do for putting it; it is refused rather than emptied.
        if (its.All == "groups") put.RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        else Assert.Equal((HttpStatusCode.OK, got.Text), (put.Status, put.Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Get_OfWhatTheCallerHas_Is304(string name)
    {
        var its = Case(name);
        var tenant = await TenantAsync(its);
        var tag = (await tenant.PutAsync(its.Path(0), its.Body(0))).Head("ETag")!;
        var answer = await tenant.GetAsync(its.Path(0), ("If-None-Match", $"{Stale}, W/{tag}"));
        Assert.Equal((HttpStatusCode.NotModified, "", tag), (answer.Status, answer.Text, answer.Head("ETag")));
        Assert.Equal(HttpStatusCode.OK, (await tenant.GetAsync(its.Path(0), ("If-None-Match", Stale))).Status);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Delete_TakesItAwayOnce(string name)
    {
        var its = Case(name);
        var tenant = await TenantAsync(its);
        await tenant.PutAsync(its.Path(0), its.Body(0));
        var gone = await tenant.DeleteAsync(its.Path(0));
        Assert.Equal((HttpStatusCode.NoContent, ""), (gone.Status, gone.Text));
        Assert.NotNull(gone.Head("Acl-Revision"));
        (await tenant.GetAsync(its.Path(0))).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        (await tenant.DeleteAsync(its.Path(0))).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        Assert.Equal(HttpStatusCode.Created, (await tenant.PutAsync(its.Path(0), its.Body(0))).Status);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Change_ThatWasMadeForSomethingElse_Is412AndChangesNothing(string name)
    {
        var its = Case(name);
        var tenant = await TenantAsync(its);
        (await tenant.PutAsync(its.Path(0), its.Body(0), ("If-Match", "*"))).RequireProblem(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
        var tag = (await tenant.PutAsync(its.Path(0), its.Body(0), ("If-None-Match", "*"))).Head("ETag")!;
        foreach (var (header, value) in new[] { ("If-Match", Stale), ("If-Match", "W/" + tag), ("If-None-Match", "*") })
        {
            (await tenant.PutAsync(its.Path(0), its.Body(0), (header, value))).RequireProblem(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
            (await tenant.DeleteAsync(its.Path(0), (header, value))).RequireProblem(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
        }

        Assert.Equal(HttpStatusCode.OK, (await tenant.PutAsync(its.Path(0), its.Body(0), ("If-Match", $"{Stale}, {tag}"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await tenant.DeleteAsync(its.Path(0), ("If-Match", tag))).Status);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task DryRun_SaysWhatWouldBeAndChangesNothing(string name)
    {
        var its = Case(name);
        var tenant = await TenantAsync(its);
        var put = await tenant.PutAsync(its.Path(0) + "?dry_run=true", its.Body(0));
        Assert.Equal((HttpStatusCode.OK, "true"), (put.Status, put.Body["dry_run"]?.Text));
        (await tenant.GetAsync(its.Path(0))).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        await tenant.PutAsync(its.Path(0), its.Body(0));
        Assert.Equal(HttpStatusCode.OK, (await tenant.DeleteAsync(its.Path(0) + "?dry_run=true")).Status);
        Assert.Equal(HttpStatusCode.OK, (await tenant.GetAsync(its.Path(0))).Status);
        (await tenant.DeleteAsync(its.Path(0) + "?dry_run=perhaps")).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Put_OfSomethingMalformed_Is400(string name)
    {
        var its = Case(name);
        var tenant = await TenantAsync(its);
        foreach (var body in new[] { "[]", "{", "7", """{"colour": "red"}""" })
            (await tenant.PutAsync(its.Path(0), body)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        (await tenant.GetAsync(its.Path(0))).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Put_OfAnothersDocument_Is400(string name)
    {
        var its = Case(name);
        var tenant = await TenantAsync(its);
        await tenant.PutAsync(its.Path(1), its.Body(1));
        var other = (await tenant.GetAsync(its.Path(1))).Text;
        if (its.All == "groups") other = """{"id": "g1", "members": []}""";
        (await tenant.PutAsync(its.Path(0), other)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }
}
