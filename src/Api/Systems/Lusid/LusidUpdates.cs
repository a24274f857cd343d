using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>Documents that take the place of stored ones.</summary>
internal static class LusidUpdates
{
    /// <summary>A body without code and scope under those of a stored document.</summary>
    public static Node Readdressed(this StoredObject stored, Node body) => Node.Map([
        ("code", stored.Document["code"]?.Copy()), ("scope", stored.Document["scope"]?.Copy()), .. body.Copies()]);

    /// <summary>A stored document with one member replaced, made only if it is still what it was.</summary>
    public static ApplyRequest With(this StoredObject stored, string key, Node value) => stored.Replaced(
        Node.Map([.. stored.Document.Copies(but: key), (key, value)]));

    /// <summary>Another document in place of a stored one, put only if that is still what it was.</summary>
    public static ApplyRequest Replaced(this StoredObject stored, Node document) =>
        new([new Step(stored.Ref.Kind, document)]) { Preconditions = [new Precondition(stored.Ref, [stored.ETag])] };
}
