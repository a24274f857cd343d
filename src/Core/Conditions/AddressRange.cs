using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OrleansAcl.Conditions;

/// <summary>A range of IP addresses. An IPv4 address is the same whether it is written by itself or mapped into IPv6.</summary>
internal sealed class AddressRange
{
    /// <summary>BOUNDED: the longest text of an address, in characters.</summary>
    private const int LongestAddress = 45;

    private const int Bits = 128;
    private const int MappedBits = 96;
    private readonly UInt128 _first;
    private readonly UInt128 _mask;

    private AddressRange(UInt128 first, UInt128 mask) => (_first, _mask) = (first, mask);

    /// <summary>Reads an address and a length, such as <c>10.0.0.0/8</c>; refuses bits beyond the length.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AddressRange? range)
    {
        range = null;
        var slash = text.IndexOf('/');
        if (slash < 0 || !TryAddress(text.AsSpan(0, slash), out var first, out var mapped)) return false;
        var length = text.AsSpan(slash + 1);
        if (length.Length is 0 or > 3 || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits)) return false;
        if (length.Length > 1 && length[0] == '0') return false;
        if (mapped) bits += MappedBits;
        if (bits > Bits) return false;
        var mask = bits == 0 ? UInt128.Zero : UInt128.MaxValue << (Bits - bits);
        if ((first & ~mask) != 0) return false;
        range = new AddressRange(first, mask);
        return true;
    }

    /// <summary>Whether an address lies in it; null when it is none. No IPv4 address lies in a range of IPv6.</summary>
    public bool? Contains(string text)
    {
        if (!TryAddress(text, out var address, out var mapped)) return null;
        return mapped == IsMapped(_first) && (address & _mask) == _first;
    }

    /// <summary>Reads an address without a port, zone or brackets; of IPv4 only four plain decimal numbers.</summary>
    private static bool TryAddress(ReadOnlySpan<char> text, out UInt128 address, out bool mapped)
    {
        address = default;
        mapped = false;
        if (text.Length > LongestAddress || text.ContainsAny('[', '%', '/') || !text.Contains(':') && !IsDotted(text)) return false;
        if (!IPAddress.TryParse(text, out var parsed)) return false;
        Span<byte> bytes = stackalloc byte[Bits / 8];
        (parsed.AddressFamily == AddressFamily.InterNetwork ? parsed.MapToIPv6() : parsed).TryWriteBytes(bytes, out _);
        address = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        mapped = IsMapped(address);
        return true;
    }

    private static bool IsMapped(UInt128 address) => address >> (Bits - MappedBits) == 0xffff;

    private static bool IsDotted(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var part in text.Split('.'))
        {
            var number = text[part];
            if (++parts > 4 || number.Length is 0 or > 3 || number.ContainsAnyExceptInRange('0', '9')) return false;
            if (number.Length > 1 && number[0] == '0') return false; // some read it as octal
        }

        return parts == 4;
    }
}
