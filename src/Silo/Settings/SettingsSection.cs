using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace OrleansAcl.Silo;

/// <summary>A section of configuration, read strictly: each error names the setting and what was expected.</summary>
internal sealed class SettingsSection(IConfigurationSection section)
{
    private const int LastPort = 65_535;

    /// <summary>Refuses settings of other names: a misspelt one must not silently mean its default.</summary>
    public void RequireKnown(IReadOnlyList<string> names)
    {
        foreach (var child in section.GetChildren())
            if (!names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) throw Invalid(child.Key, $"is not known; expected one of {string.Join(", ", names)}");
    }

    /// <summary>A section in this one; null when nothing of it is given.</summary>
    public SettingsSection? Section(string name)
    {
        if (section[name] is not null) throw Invalid(name, "is a text; expected a section");
        return section.GetSection(name).GetChildren().Any() ? new SettingsSection(section.GetSection(name)) : null;
    }

    /// <summary>Whether a setting is given.</summary>
    public bool Has(string name) => section[name] is not null;

    /// <summary>A text; null when there is none.</summary>
    public string? Text(string name) => section[name] switch
    {
        null => section.GetSection(name).GetChildren().Any() ? throw Invalid(name, "is a list or a section; expected a text") : null,
        var text when string.IsNullOrWhiteSpace(text) => throw Invalid(name, "is empty; expected a text, or that it is left out"),
        var text => text,
    };

    /// <summary>A text that must be there.</summary>
    public string RequireText(string name) => Text(name) ?? throw Invalid(name, "is missing; expected a text");

    /// <summary>One of a few names.</summary>
    public string OneOf(string name, string absent, IReadOnlyList<string> allowed)
    {
        var text = Text(name) ?? absent;
        return allowed.Contains(text) ? text : throw Expected(name, text, string.Join(" or ", allowed.Select(a => $"`{a}`")));
    }

    /// <summary>A TCP port.</summary>
    public int Port(string name, int absent, int least = 1) => Text(name) switch
    {
        null => absent,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port >= least && port <= LastPort => port,
        var text => throw Expected(name, text, $"a whole number from {least} to {LastPort}"),
    };

    /// <summary>An IP address, or a name that stands for one.</summary>
    public IPAddress Address(string name, IPAddress absent)
    {
        if (Text(name) is not { } text) return absent;
        if (IPAddress.TryParse(text, out var address)) return address;
        if (text == "localhost") return IPAddress.Loopback;
        try
        {
            return Dns.GetHostAddresses(text).OrderBy(a => a.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First();
        }
        catch (Exception e) when (e is SocketException or ArgumentException or InvalidOperationException)
        {
            throw Expected(name, text, "an IP address, or a host name that can be resolved");
        }
    }

    /// <summary>A share, from 0 to 1.</summary>
    public double Share(string name, double absent) => Text(name) switch
    {
        null => absent,
        var text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 => share,
        var text => throw Expected(name, text, "a number from 0 to 1"),
    };

    /// <summary>A span of time such as <c>00:00:10</c>.</summary>
    public TimeSpan Duration(string name, TimeSpan absent, TimeSpan least, TimeSpan most) => Text(name) switch
    {
        null => absent,
        var text when text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= least && span <= most => span,
        var text => throw Expected(name, text, $"hours:minutes:seconds from {least} to {most}"),
    };

    /// <summary>An https address without user, query and fragment; null when there is none.</summary>
    public Uri? HttpsAddress(string name) => Text(name) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url is { Query: "", Fragment: "", UserInfo: "" } => url,
        var text => throw Expected(name, text, "an https address without user, query and fragment"),
    };

    private AclException Expected(string name, string text, string expected) => Invalid(name, $"`{text}` is not what was expected: {expected}");

    /// <summary>A setting that is refused.</summary>
    public AclException Invalid(string name, string message) => new(ErrorCodes.InvalidArguments, message, $"{section.Path}:{name}");
}
