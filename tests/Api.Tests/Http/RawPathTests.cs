using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OrleansAcl.Api.Http;

namespace OrleansAcl.Api.Tests.Http;

public sealed class RawPathTests
{
    [Theory]
    [InlineData("/a/b", "a", "b")]
    [InlineData("/a%2Fb/c", "a/b", "c")]
    [InlineData("/a%252Fb", "a%2Fb")]
    [InlineData("/a+b%20c%2Bd", "a+b c+d")]
    [InlineData("/a?b/c", "a")]
    [InlineData("/a%3Fb%23c", "a?b#c")]
    [InlineData("/%C3%A9%F0%9F%98%80", "é😀")]
    [InlineData("/é%C3%A9x", "ééx")]
    [InlineData("/a//b/", "a", "", "b", "")]
    [InlineData("/...", "...")]
    [InlineData("/..%2Fa", "../a")]
    [InlineData("http://host:1/a/b?c", "a", "b")]
    [InlineData("http://host", "")]
    [InlineData("/", "")]
    public void Path_WellEncoded_IsDecodedOnce(string target, params string[] segments)
    {
        var path = RawPath.Parse(target);
        Assert.Equal(segments, Enumerable.Range(0, path.Count).Select(i => path[i]));
    }

    [Theory]
    [InlineData("/%")]
    [InlineData("/a%2")]
    [InlineData("/%zz")]
    [InlineData("/%C3")]
    [InlineData("/%ED%A0%80")]
    [InlineData("/%C0%AF")]
    [InlineData("/a/../b")]
    [InlineData("/a/.")]
    [InlineData("/%2e%2E/b")]
    public void Path_Malformed_IsRefused(string target)
    {
        var error = Assert.Throws<AclException>(() => RawPath.Parse(target));
        Assert.Equal((ErrorCodes.InvalidDocument, "path"), (error.Code, error.Place));
    }

    [Fact]
    public void From_JoinsWhatWasNotEscaped() => Assert.Equal("storage://c/o p/x/y", RawPath.Parse("/base/storage://c/o%20p/x%2Fy", skip: 1).From(0));

    [Fact]
    public void Path_OfAServerThatDoesNotSayHowItWasSent_IsTheRoutedOne()
    {
        var context = new DefaultHttpContext { Request = { PathBase = "/acl", Path = "/a%2Fb/c d%/é" } };
        var path = RawPath.Of(context.Request);
        Assert.Equal(["a/b", "c d%", "é"], Enumerable.Range(0, path.Count).Select(i => path[i]));
    }

    [Fact]
    public void Path_BelowAnotherOne_BeginsAfterIt()
    {
        var context = new DefaultHttpContext { Request = { PathBase = "/acl/one", Path = "/a" } };
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "/acl/one/a%2Fb";
        Assert.Equal("a/b", RawPath.Of(context.Request)[0]);
    }
}
