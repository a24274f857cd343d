namespace OrleansAcl.Api.Pages;

/// <summary>Where a list goes on.</summary>
/// <param name="Question">What must not change between pages, by <see cref="QuestionDigest"/>.</param>
/// <param name="Limit">Most items in the page before it.</param>
/// <param name="Revision">The revision that page was answered at.</param>
/// <param name="After">Where it ended, in the service's words.</param>
internal sealed record Cursor(string Question, int Limit, long Revision, string After);
