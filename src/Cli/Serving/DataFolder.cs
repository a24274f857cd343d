using OrleansAcl.Api;

namespace OrleansAcl.Cli.Serving;

/// <summary>The folder that holds the store and the administrator's token.</summary>
internal static class DataFolder
{
    /// <summary>The name of the token's file.</summary>
    public const string TokenFile = AdminToken.FileName;

    /// <summary>Makes the folder when there is none; one that is made here is its owner's alone.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
