using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansAcl.Api;

/// <summary>The administrator's token, in the file <c>admin.token</c> of a data folder: made on the first start, read on later ones.</summary>
public static class AdminToken
{
    /// <summary>The file's name.</summary>
    public const string FileName = "admin.token";

    private const int RandomBytes = 32;

    /// <summary>How long one start waits for another that is making the token, in milliseconds.</summary>
    private const int MostWait = 10_000;

    /// <summary>Reads the token, making it first when there is none. Its file is never readable by anybody but its owner.</summary>
    /// <param name="dataFolder">An existing folder.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> when the file cannot be read or made, or holds no token.</exception>
    public static string Open(string dataFolder) => Open(dataFolder, out _);

    /// <summary>Reads the token as <see cref="Open(string)"/> does, and says whether it was made just now and so is news to everybody.</summary>
    public static string Open(string dataFolder, out bool made)
    {
        made = false;
        var path = Path.Combine(dataFolder, FileName);
        try
        {
            if (!File.Exists(path)) made = Make(path);
            var token = File.ReadAllText(path).Trim();
            return token.Length > 0 ? token : throw new AclException(ErrorCodes.StoreFailed, $"the file `{path}` holds no token");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"the file `{path}` cannot be opened", null, e);
        }
    }

    /// <summary>
    /// Writes a whole file beside and moves it into place, so that nobody ever reads half a token. Of several processes that start on one
    /// folder only the first does; moving a file does not tell them apart everywhere, so they lock one.
    /// </summary>
    private static bool Make(string path)
    {
        using var first = Lock($"{path}.lock");
        if (File.Exists(path)) return false;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(unfinished, OnlyOwner()))
        {
            file.Write(Encoding.ASCII.GetBytes(token + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: false);
        return true;
    }

    private static FileStream Lock(string path)
    {
        var options = OnlyOwner();
        (options.Mode, options.Share, options.Options) = (FileMode.OpenOrCreate, FileShare.None, FileOptions.DeleteOnClose);
        for (var began = Environment.TickCount64; ;)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && Environment.TickCount64 - began < MostWait)
            {
                Thread.Sleep(5);
            }
        }
    }

    private static FileStreamOptions OnlyOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
