using System.Text;

namespace OrleansAcl;

/// <summary>What all references share: the split at the first colon and the rules for ids.</summary>
internal static class References
{
    /// <summary>Splits <c>type:id</c> at the first colon.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> without a colon or a type.</exception>
    public static (string Type, string Id) Split(string text, string what)
    {
        var colon = text.IndexOf(':');
        if (colon <= 0)
            throw new AclException(ErrorCodes.InvalidDocument, $"`{Shown(text)}` is not a {what} reference; expected type:id");
        var id = text[(colon + 1)..];
        RequireId(text[..colon]);
        RequireId(id);
        return (text[..colon], id);
    }

    /// <summary>Refuses ids that are too long, hold control characters, or are not well-formed Unicode.</summary>
    public static void RequireId(string id)
    {
        for (var i = 0; i < id.Length; i++)
        {
            var c = id[i];
            if (char.IsControl(c))
                throw new AclException(ErrorCodes.InvalidDocument, $"the id `{Shown(id)}` holds a control character");
            if (!char.IsSurrogate(c)) continue;
            if (!char.IsHighSurrogate(c) || i + 1 == id.Length || !char.IsLowSurrogate(id[i + 1]))
                throw new AclException(ErrorCodes.InvalidDocument, "the id is not well-formed Unicode");
            i++;
        }

        if (id.Length > AclLimits.IdBytes / 3 && Encoding.UTF8.GetByteCount(id) > AclLimits.IdBytes)
            throw new AclException(ErrorCodes.LimitExceeded, $"the id is longer than {AclLimits.IdBytes} bytes");
    }

    /// <summary>User input as it may stand in a message: short, one line.</summary>
    public static string Shown(string text)
    {
        var cut = text.Length > 80 ? text[..80] + "…" : text;
        return string.Concat(cut.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }
}
