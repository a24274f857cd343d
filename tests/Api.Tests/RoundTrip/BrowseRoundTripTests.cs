using OrleansAcl.Requests;
using static OrleansAcl.Api.Tests.RoundTrip.RoundTrip;

namespace OrleansAcl.Api.Tests.RoundTrip;

public sealed class BrowseRoundTripTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Browse_WithEveryField_ArrivesWhole()
    {
        await using var trip = await StartAsync(new ObjectPage([], null, 3));
        var request = new BrowseRequest(ObjectRef.Resource)
        {
            Type = "a", Subject = SubjectRef.Parse("user:ann"), Of = new ObjectRef("group", "g"), Text = "Ünï \"x\"", Parent = "a:b c", Namespace = "n", Limit = 7, After = "there",
        };
        await trip.Client.BrowseAsync(Acme, request, Cancel);
        Assert.Equal(request, trip.Service.Only.As<BrowseRequest>());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("more", IncompleteReasons.PageFull)]
    [InlineData("more", IncompleteReasons.LookedLimit)]
    public async Task Page_ComesBackWhole(string? next, string? reason)
    {
        await using var trip = await StartAsync(new ObjectPage([], next, 3) { Incomplete = reason, Folders = ["storage://c", "storage://d e"] });
        var page = await trip.Client.BrowseAsync(Acme, new BrowseRequest(ObjectRef.Resource), Cancel);
        Assert.Equal((reason, 3L), (page.Incomplete, page.Revision));
        Assert.Equal(next is null, page.Next is null);
        Assert.Equal(["storage://c", "storage://d e"], page.Folders);
    }
}
