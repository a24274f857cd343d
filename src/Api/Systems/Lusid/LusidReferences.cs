using OrleansAcl.Api.Http;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>The lists of <c>{scope, code}</c> in collections and roles: <c>policies</c> and <c>policyCollections</c>.</summary>
internal static class LusidReferences
{
    public const string Policies = "policies";
    public const string Collections = "policyCollections";

    private static readonly string[] Lists = [Policies, Collections];

    /// <summary>What holds the lists, with those of a request added to them; what is there already stays once.</summary>
    public static Node Add(Node? holder, Node request) => Changed(holder, request, static (there, given) =>
        [.. there, .. given.Where(g => !there.Any(t => IsSame(t, g)))]);

    /// <summary>What holds the lists, without those of a request.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/> for one that is not there.</exception>
    public static Node Remove(Node? holder, Node request) => Changed(holder, request, static (there, given) =>
    {
        if (given.FirstOrDefault(g => !there.Any(t => IsSame(t, g))) is { } missing)
            throw missing.Refused(ErrorCodes.NotFound, $"`{LusidKey.Read(missing).Id}` is not in the list");
        return there.Where(t => !given.Any(g => IsSame(t, g)));
    });

    private static Node Changed(Node? holder, Node request, Func<IReadOnlyList<Node>, IReadOnlyList<Node>, IEnumerable<Node>> change)
    {
        request.RequireMap(Lists);
        return Node.Map([
            .. holder.Copies(but: Lists), .. Lists.Select(list => (list, ChangedList(holder?[list], request[list], change)))]);
    }

    private static Node? ChangedList(Node? there, Node? given, Func<IReadOnlyList<Node>, IReadOnlyList<Node>, IEnumerable<Node>> change) =>
        given is null ? there?.Copy() : Node.List(change(there?.Items ?? [], given.AsList()).Select(item => item.Copy()));

    private static bool IsSame(Node one, Node other) => LusidKey.Read(one) == LusidKey.Read(other);
}
