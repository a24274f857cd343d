using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Changes;

/// <summary>The changes that a question is answered with, of which each revision has one.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them; before the first when there are none.</param>
/// <param name="Revision">The newest revision there is.</param>
internal readonly record struct ChangeRange(long First, long Last, long Revision)
{
    /// <summary>Whether there are none yet.</summary>
    public bool IsEmpty => Last < First;

    /// <summary>What is asked for, of what there is.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.LimitExceeded"/>, <see cref="ErrorCodes.ChangesGone"/>, or <see cref="ErrorCodes.RevisionNotReached"/> for a revision there never was.
    /// </exception>
    public static ChangeRange Of(ChangesRequest request, long revision)
    {
        if (request.Limit is < 1 or > AclLimits.PageItems) throw new AclException(ErrorCodes.LimitExceeded, $"a page has from 1 to {AclLimits.PageItems} changes", "limit");
        if (request.Wait < TimeSpan.Zero || request.Wait > AclLimits.ChangesWait)
            throw new AclException(ErrorCodes.LimitExceeded, $"a wait lasts at most {AclLimits.ChangesWait.TotalSeconds} s", "wait");
        if (request.Since < 0) throw new AclException(ErrorCodes.InvalidDocument, "expected a revision", "since");
        if (request.Since > revision) throw new AclException(ErrorCodes.RevisionNotReached, $"the tenant is at revision {revision}, not yet at {request.Since}", "since");
        if (request.Since < revision - AclLimits.ChangesKept)
            throw new AclException(ErrorCodes.ChangesGone, $"only the changes after revision {revision - AclLimits.ChangesKept} are kept", "since");
        return new ChangeRange(request.Since + 1, Math.Min(request.Since + request.Limit, revision), revision);
    }

    /// <summary>How many changes are read at once.</summary>
    private const int ReadAtOnce = 50;

    /// <summary>The answer, read in parts until it is long enough.</summary>
    /// <param name="read">Reads the changes from one revision to another as stored, in order.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> when one is lacking.</exception>
    public async ValueTask<ChangePage> ReadAsync(Func<long, long, ValueTask<IReadOnlyList<string>>> read)
    {
        var (bodies, characters) = (new List<string>(), 0L);
        for (var first = First; first <= Last; first += ReadAtOnce)
        {
            var last = Math.Min(first + ReadAtOnce - 1, Last);
            foreach (var body in await read(first, last).ConfigureAwait(false))
            {
                bodies.Add(body);
                characters += body.Length;
                // BOUNDED: whoever reads on gets the rest.
                if (characters > AclLimits.ChangesPageCharacters) return (this with { Last = First + bodies.Count - 1 }).Page(bodies);
            }
        }

        return Page(bodies);
    }

    private ChangePage Page(List<string> bodies)
    {
        Change[] changes = [.. bodies.Select(b => ChangeWire.Read(Json.ParseOwn(b)))];
        // A tenant may be older than the log, and what is kept no longer may go while it is read.
        if (!IsEmpty && (changes.Length == 0 || changes[0].Revision > First))
            throw new AclException(ErrorCodes.ChangesGone, $"the change of revision {First} is not kept", "since");
        for (var i = 0; i < Math.Max(changes.Length, Last - First + 1); i++)
        {
            if (i >= changes.Length || changes[i].Revision != First + i)
                throw new AclException(ErrorCodes.StoreFailed, $"the change log has no revision {First + i}");
        }

        return new ChangePage(changes, Revision);
    }
}
