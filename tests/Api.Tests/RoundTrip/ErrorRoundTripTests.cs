using OrleansAcl.Requests;
using static OrleansAcl.Api.Tests.RoundTrip.RoundTrip;

namespace OrleansAcl.Api.Tests.RoundTrip;

public sealed class ErrorRoundTripTests
{
    private static readonly CheckRequest Question = new(SubjectRef.Parse("user:ann"), "read", ResourceRef.Parse("job:1"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Codes =>
        [.. typeof(ErrorCodes).GetFields().Select(code => (string)code.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Exception_OfAnyCode_IsTheSameAsInProcess(string code)
    {
        await using var trip = await StartAsync();
        trip.Service.Fault = new AclException(code, "expected `a`", "checks[0] (line 3)");
        var error = await Assert.ThrowsAsync<AclException>(() => trip.Client.CheckAsync(Acme, Question, Cancel).AsTask());
        Assert.Equal((code, "expected `a`", "checks[0] (line 3)"), (error.Code, error.Detail, error.Place));
    }

    [Fact]
    public async Task Exception_WithoutPlace_HasNoneAtTheClient()
    {
        await using var trip = await StartAsync();
        trip.Service.Fault = new AclException(ErrorCodes.UnknownTenant, "there is no tenant `acme`");
        var error = await Assert.ThrowsAsync<AclException>(() => trip.Client.ApplyAsync(Acme, [], Cancel).AsTask());
        Assert.Null(error.Place);
        Assert.Equal("there is no tenant `acme`", error.Message);
    }

    [Fact]
    public async Task Fault_NobodyForesaw_TellsNothingOfItself()
    {
        await using var trip = await StartAsync();
        trip.Service.Fault = new InvalidOperationException("the password is swordfish");
        var error = await Assert.ThrowsAsync<AclException>(() => trip.Client.CheckAsync(Acme, Question, Cancel).AsTask());
        Assert.Equal(ErrorCodes.Internal, error.Code);
        Assert.DoesNotContain("swordfish", error.Message);
    }

    [Fact]
    public async Task Batch_OverItsLimit_IsRefused()
    {
        await using var trip = await StartAsync();
        var tooMany = Enumerable.Repeat(Question, AclLimits.BatchItems + 1).ToList();
        var error = await Assert.ThrowsAsync<AclException>(() => trip.Client.CheckManyAsync(Acme, tooMany, Cancel).AsTask());
        Assert.Equal(ErrorCodes.LimitExceeded, error.Code);
        Assert.Empty(trip.Service.Calls);
    }
}
