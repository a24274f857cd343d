using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>Idempotency keys: a change that is sent again is made once.</summary>
public sealed class RepeatTests(RestServer server) : IClassFixture<RestServer>
{
    private const string Key = "Idempotency-Key";

    public static TheoryData<string> Names => CollectionTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Put_SentAgain_IsAnsweredAsBeforeAndMadeOnce(string name)
    {
        var its = RestCase.Cases.Single(c => c.Name == name);
        var tenant = await server.TenantAsync(its.Model, its.SetUp);
        var first = await tenant.PutAsync(its.Path(0), its.Body(0), (Key, "k"), ("If-None-Match", "*"));
        Assert.Equal((HttpStatusCode.Created, null), (first.Status, first.Head("Idempotent-Replayed")));
        Assert.Equal(HttpStatusCode.Created, (await tenant.PutAsync(its.Path(1), its.Body(1))).Status);

        var again = await tenant.PutAsync(its.Path(0), its.Body(0), (Key, "k"), ("If-None-Match", "*"));
        Assert.Equal((HttpStatusCode.Created, "true", first.Text), (again.Status, again.Head("Idempotent-Replayed"), again.Text));
        foreach (var head in new[] { "Acl-Revision", "ETag", "Location" }) Assert.Equal(first.Head(head), again.Head(head));
        (await tenant.PutAsync(its.Path(1), its.Body(1), (Key, "k"))).RequireProblem(HttpStatusCode.Conflict, ErrorCodes.KeyReused);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Delete_SentAgain_IsAnsweredAsBefore(string name)
    {
        var its = RestCase.Cases.Single(c => c.Name == name);
        var tenant = await server.TenantAsync(its.Model, its.SetUp);
        await tenant.PutAsync(its.Path(0), its.Body(0));
        var first = await tenant.DeleteAsync(its.Path(0), (Key, "k"));
        await tenant.PutAsync(its.Path(0), its.Body(0));
        var again = await tenant.DeleteAsync(its.Path(0), (Key, "k"));
        Assert.Equal((first.Status, first.Head("Acl-Revision"), "true"), (again.Status, again.Head("Acl-Revision"), again.Head("Idempotent-Replayed")));
        Assert.Equal(HttpStatusCode.OK, (await tenant.GetAsync(its.Path(0))).Status);
    }

    [Fact]
    public async Task Apply_WithTheHeader_IsMadeOnceToo()
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        const string body = """{"steps": [{"user": {"id": "ann"}}]}""";
        var first = await tenant.PostAsync("apply", body, (Key, "k"));
        var again = await tenant.PostAsync("apply", body, (Key, "k"));
        Assert.Equal((first.Head("Acl-Revision"), null, "true"), (again.Head("Acl-Revision"), first.Head("Idempotent-Replayed"), again.Head("Idempotent-Replayed")));
        (await tenant.PostAsync("apply", """{"steps": [{"user": {"id": "bob"}}]}""", (Key, "k"))).RequireProblem(HttpStatusCode.Conflict, ErrorCodes.KeyReused);
        (await tenant.PostAsync("apply", """{"steps": [], "idempotency_key": "other"}""", (Key, "k"))).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }

    [Fact]
    public async Task Key_ThatIsNone_Is400()
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        var tooLong = new string('k', AclLimits.IdempotencyKeyCharacters + 1);
        (await tenant.PutAsync("users/ann", "{}", (Key, tooLong))).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        (await tenant.PutAsync("users/ann", "{}", (Key, "a\tb"))).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Empty((await tenant.GetAsync("users")).Body["items"]!.Items);
    }
}
