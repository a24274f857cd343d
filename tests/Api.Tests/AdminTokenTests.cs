namespace OrleansAcl.Api.Tests;

public sealed class AdminTokenTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("acl-token-").FullName;

    private string TokenFile => Path.Combine(_folder, AdminToken.FileName);

    [Fact]
    public void Token_OnLaterStarts_IsTheFirstOnes()
    {
        var first = AdminToken.Open(_folder);
        Assert.True(first.Length >= 43);
        Assert.Equal(first, AdminToken.Open(_folder));
        Assert.Equal([TokenFile], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Token_InAnotherFolder_IsAnotherOne()
    {
        var other = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        Assert.NotEqual(AdminToken.Open(_folder), AdminToken.Open(other));
    }

    [Fact]
    public void TokenFile_OnUnix_IsItsOwnersAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix");
        AdminToken.Open(_folder);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TokenFile));
    }

    [Fact]
    public void Token_OfManyStartsAtOnce_IsTheSame()
    {
        var tokens = new string[16];
        Parallel.For(0, tokens.Length, i => tokens[i] = AdminToken.Open(_folder));
        Assert.Single(tokens.Distinct());
        Assert.Equal([TokenFile], Directory.GetFiles(_folder));
    }

    [Fact]
    public void TokenFile_WrittenByHand_IsReadWithoutItsLineEnd()
    {
        File.WriteAllText(TokenFile, "  mine\r\n");
        Assert.Equal("mine", AdminToken.Open(_folder));
    }

    [Fact]
    public void TokenFile_WithNothingInIt_IsRefused()
    {
        File.WriteAllText(TokenFile, "\n");
        Assert.Equal(ErrorCodes.StoreFailed, Assert.Throws<AclException>(() => AdminToken.Open(_folder)).Code);
    }

    [Fact]
    public void Folder_ThatIsMissing_IsRefused() =>
        Assert.Equal(ErrorCodes.StoreFailed, Assert.Throws<AclException>(() => AdminToken.Open(Path.Combine(_folder, "none"))).Code);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
