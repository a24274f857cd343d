namespace OrleansAcl.Silo.Tests.Settings;

/// <summary>Where the administrator's token comes from.</summary>
public sealed class SharedTokenTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ATokenGiven_IsTheToken() => Assert.Equal("t", SharedToken.Open(new SiloOptions { Token = " t\n", Data = _folder }).Text);

    [Fact]
    public void ATokenFile_IsReadWithoutItsLineEnd()
    {
        var file = Path.Combine(_folder, "secret");
        File.WriteAllText(file, "t\n");
        Assert.Equal("t", SharedToken.Open(new SiloOptions { TokenFile = file }).Text);
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("\n", "holds no token")]
    public void ATokenFile_WithoutAToken_IsRefused(string? content, string message)
    {
        var file = Path.Combine(_folder, "secret");
        if (content is not null) File.WriteAllText(file, content);
        var error = Assert.Throws<AclException>(() => SharedToken.Open(new SiloOptions { TokenFile = file }));
        Assert.Equal("Acl:TokenFile", error.Place);
        Assert.Contains(message, error.Detail);
    }

    [Fact]
    public void WithoutEither_TheDataFolderHasIt_MadeOnce()
    {
        var options = new SiloOptions { Data = Path.Combine(_folder, "new") };
        var first = SharedToken.Open(options);
        var second = SharedToken.Open(options);
        Assert.True(first.Made);
        Assert.False(second.Made);
        Assert.Equal(first.Text, second.Text);
    }
}
