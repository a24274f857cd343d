using Microsoft.AspNetCore.Http;
using OrleansAcl.Api.Http;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Http;

/// <summary>The revision that the head of an answer says, when it is put together from several.</summary>
public sealed class FreshServiceTests
{
    private static readonly TenantId Acme = TenantId.Parse("acme");

    private readonly DefaultHttpContext _context = new();
    private readonly FakeAclService _service = new();

    private string Told => _context.Response.Headers["Acl-Revision"].ToString();

    private async Task BrowseAsync(long revision)
    {
        _service.Answer = new ObjectPage([], null, revision);
        await new FreshService(_service, null, _context.Response).BrowseAsync(Acme, new BrowseRequest(ObjectRef.User), TestContext.Current.CancellationToken);
    }

    private async Task ApplyAsync(long revision, bool dryRun = false)
    {
        _service.Answer = new ApplyResult(true, [], revision) { DryRun = dryRun };
        await new FreshService(_service, null, _context.Response).ApplyAsync(Acme, new ApplyRequest([]) { DryRun = dryRun }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Pages_OfSeveralRevisions_AreToldAsOfTheOldest()
    {
        await BrowseAsync(9);
        await BrowseAsync(10);
        Assert.Equal("9", Told);
        await ApplyAsync(11, dryRun: true);
        Assert.Equal("9", Told);
    }

    [Fact]
    public async Task Change_BetweenQuestions_IsToldByTheRevisionItLedTo()
    {
        await BrowseAsync(9);
        await ApplyAsync(11);
        await BrowseAsync(12);
        Assert.Equal("11", Told);
    }
}
