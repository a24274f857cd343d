using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;

namespace OrleansAcl.Web.Assets;

/// <summary>One file that pages load.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Version">Another one once a byte of it is another.</param>
internal sealed record AssetFile(byte[] Content, string Type, string Version);

/// <summary>
/// The files that pages load, which are within the program: <c>pages.css</c> and <c>pages.js</c>, each made of all files that end like it in the order of
/// their names, and pictures.
/// </summary>
internal sealed class AssetFiles
{
    private const int VersionCharacters = 12;

    private readonly FrozenDictionary<string, AssetFile> _files = Read().ToFrozenDictionary();

    /// <summary>A file by name; null when there is none.</summary>
    public AssetFile? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>Where a file is, for good: its content never changes there.</summary>
    public string Path(string root, string name) => $"{root}{PagePaths.Assets}/{_files[name].Version}/{name}";

    private static IEnumerable<KeyValuePair<string, AssetFile>> Read()
    {
        var names = typeof(AssetFiles).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal).ToArray();
        yield return Of("pages.css", "text/css; charset=utf-8", names.Where(name => name.EndsWith(".css", StringComparison.Ordinal)));
        yield return Of("pages.js", "text/javascript; charset=utf-8", names.Where(name => name.EndsWith(".js", StringComparison.Ordinal)));
        foreach (var name in names.Where(name => name.EndsWith(".svg", StringComparison.Ordinal))) yield return Of(name, "image/svg+xml", [name]);
    }

    private static KeyValuePair<string, AssetFile> Of(string name, string type, IEnumerable<string> parts)
    {
        using var all = new MemoryStream();
        foreach (var part in parts)
        {
            using var stream = typeof(AssetFiles).Assembly.GetManifestResourceStream(part)!;
            stream.CopyTo(all);
        }

        var content = all.ToArray();
        return new(name, new AssetFile(content, type, Base64Url.EncodeToString(SHA256.HashData(content))[..VersionCharacters]));
    }
}
