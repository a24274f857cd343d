using System.Collections.Immutable;

namespace OrleansAcl.State;

/// <summary>In which shards a resource is on the rosters of those it mentions, and of what it lies in; what is not said is the first.</summary>
/// <param name="Mentions">By subject and life, the shard of <see cref="RosterKey.Mentioning"/>.</param>
/// <param name="Inside">The shard of <see cref="RosterKey.Inside"/>.</param>
internal sealed record ListedIn(ImmutableDictionary<(SubjectRef Subject, int Generation), int> Mentions, int Inside)
{
    /// <summary>On all of them in the first shard.</summary>
    public static ListedIn FirstShards { get; } = new(ImmutableDictionary<(SubjectRef, int), int>.Empty, 0);
}
