using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>
/// Moves a role just before or after another: it gets a rank of its own there, and where that is taken, the roles from there on give way
/// by one. Roles of the same rank stay together, and so do those without one, which get one when a role is to come after them.
/// </summary>
internal static class LusidHierarchy
{
    private const string Rank = "rank";

    /// <summary>The change, the moved role first; it is made only if every role it touches is still what it was.</summary>
    /// <param name="roles">Every role.</param>
    /// <param name="moved">The one to move, as stored.</param>
    /// <param name="document">What it is to be otherwise.</param>
    /// <param name="neighbour">The code of the role it is to stand by.</param>
    /// <param name="isBefore">On which side.</param>
    public static ApplyRequest Move(IReadOnlyList<StoredObject> roles, StoredObject moved, Node document, string neighbour, bool isBefore)
    {
        var others = roles.Where(role => role.Ref != moved.Ref).ToList();
        var beside = others.Find(role => role.Ref.Id == neighbour)
            ?? throw new AclException(ErrorCodes.InvalidDocument, "a role has no place beside itself", isBefore ? "beforeCode" : "afterCode");
        var last = others.Max(role => RankOf(role)) ?? 0;
        var changed = new List<(StoredObject Role, Node Document)>();
        long rank;
        if (RankOf(beside) is { } at)
        {
            rank = isBefore ? at : at + 1;
            if (others.Exists(role => RankOf(role) == rank))
                changed.AddRange(others.Where(role => RankOf(role) >= rank).Select(role => (role, WithRank(role.Document, RankOf(role)!.Value + 1))));
        }
        else
        {
            rank = isBefore ? last + 1 : last + 2;
            if (!isBefore) changed.AddRange(others.Where(role => RankOf(role) is null).Select(role => (role, WithRank(role.Document, last + 1))));
        }

        changed.Insert(0, (moved, WithRank(document, rank)));
        return new ApplyRequest([.. changed.Select(c => new Step(c.Role.Ref.Kind, c.Document))])
        {
            Preconditions = [.. changed.Select(c => new Precondition(c.Role.Ref, [c.Role.ETag]))],
        };
    }

    /// <summary>A role with a rank.</summary>
    public static Node WithRank(Node document, long rank) => Node.Map([.. document.Copies(but: Rank), (Rank, Node.Of(rank))]);

    private static long? RankOf(StoredObject role) => role.Document[Rank]?.AsInteger();
}
