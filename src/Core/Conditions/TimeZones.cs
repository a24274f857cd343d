using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OrleansAcl.Conditions;

/// <summary>Time zones by name, such as <c>Europe/Berlin</c>, or by offset, such as <c>+02:00</c>.</summary>
internal static class TimeZones
{
    /// <summary>The zone, or false when there is none of that name here.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        if (name is "UTC" or "Z") zone = TimeZoneInfo.Utc;
        else if (TryOffset(name, out var offset)) zone = TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name);
        return zone is not null || IsName(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
    }

    private static bool TryOffset(string name, out TimeSpan offset)
    {
        offset = default;
        if (name.Length != 6 || name[0] is not ('+' or '-')) return false;
        if (!TimeSpan.TryParseExact(name.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out offset)) return false;
        if (offset > TimeSpan.FromHours(14)) return false;
        if (name[0] == '-') offset = -offset;
        return true;
    }

    /// <summary>Names are looked up in a folder, so nothing but the letters of names is let through.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
}
