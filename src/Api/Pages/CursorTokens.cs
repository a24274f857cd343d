using System.Buffers.Text;
using System.Text;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Pages;

/// <summary>Cursors as tokens that their callers cannot make, change or read: a place may be one that the caller may not see.</summary>
internal sealed class CursorTokens(AclApiOptions options)
{
    private readonly Seal _seal = new(options, "places of lists, 2");

    /// <summary>The token of a cursor.</summary>
    public string Write(Cursor cursor)
    {
        var parts = Node.List([Node.Of(cursor.Question), Node.Of(cursor.Limit), Node.Of(cursor.Revision), Node.Of(cursor.After)]);
        return Base64Url.EncodeToString(_seal.Close(Encoding.UTF8.GetBytes(parts.ToString())));
    }

    /// <summary>The cursor of a token.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not exactly a token that was written with this key.</exception>
    public Cursor Read(Node node)
    {
        if (Open(node.AsString()) is not { } text) throw node.Invalid("is no token of this server, or not the whole of one; expected what the page before ended with");

        // What was sealed was written above.
        var parts = Json.Parse(text).Items;
        return new Cursor(parts[0].AsString(), (int)parts[1].AsInteger(), parts[2].AsInteger(), parts[3].AsString());
    }

    private byte[]? Open(string token)
    {
        if (!Base64Url.IsValid(token)) return null;
        var sealedText = Base64Url.DecodeFromChars(token);
        // One token has one spelling: no white space, no padding, no bits that say nothing.
        return Base64Url.EncodeToString(sealedText) == token ? _seal.Open(sealedText) : null;
    }
}
