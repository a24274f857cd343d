using OrleansAcl.Api;

namespace OrleansAcl.Silo;

/// <summary>The administrator's token: given, in a file that is given, or in the data folder, where the first start makes it.</summary>
/// <param name="Text">The token.</param>
/// <param name="Place">Where it is, in words for the one who starts the silo.</param>
/// <param name="Made">Whether it was made just now.</param>
internal sealed record SharedToken(string Text, string Place, bool Made)
{
    /// <summary>Finds or makes it.</summary>
    /// <exception cref="AclException">A file cannot be read or made, or holds no token.</exception>
    public static SharedToken Open(SiloOptions options)
    {
        if (options.Token is { } given) return new SharedToken(given.Trim(), $"the token is that of {SiloOptions.Section}:{nameof(SiloOptions.Token)}", false);
        if (options.TokenFile is { } file) return new SharedToken(Read(file), $"the token is in {file}", false);
        try
        {
            Directory.CreateDirectory(options.Data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"the folder `{options.Data}` cannot be made", $"{SiloOptions.Section}:{nameof(SiloOptions.Data)}", e);
        }

        var token = AdminToken.Open(options.Data, out var made);
        return new SharedToken(token, $"the token is in {Path.Combine(options.Data, AdminToken.FileName)}", made);
    }

    private static string Read(string file)
    {
        const string Place = $"{SiloOptions.Section}:{nameof(SiloOptions.TokenFile)}";
        try
        {
            var text = File.ReadAllText(file).Trim();
            return text.Length > 0 ? text : throw new AclException(ErrorCodes.StoreFailed, $"the file `{file}` holds no token", Place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"the file `{file}` cannot be read", Place, e);
        }
    }
}
