using OrleansAcl.Documents;
using OrleansAcl.Wire;

namespace OrleansAcl.Grains;

/// <summary>
/// The requests that wait to be made, in the order they came. BOUNDED: when the store is slow they are refused at the door, not collected until
/// memory ends.
/// </summary>
internal sealed class WaitingRequests
{
    /// <summary>Most requests that wait.</summary>
    public const int Most = 10_000;

    /// <summary>Most characters of requests that wait. One request alone may be larger.</summary>
    public const int MostCharacters = 64 << 20;

    private readonly Queue<WaitingRequest> _queue = [];
    private long _characters;

    /// <summary>How many wait.</summary>
    public int Count => _queue.Count;

    /// <summary>Puts a request behind the others.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Overloaded"/> when too much is waiting.</exception>
    public WaitingRequest Add(string request)
    {
        if (_queue.Count >= Most || (_queue.Count > 0 && _characters + request.Length > MostCharacters))
            throw new AclException(ErrorCodes.Overloaded, $"more than {Most} changes, or {MostCharacters} characters of them, are waiting for the store");
        var waiting = new WaitingRequest(StepWire.ReadRequest(Json.ParseOwn(request)), request.Length);
        _queue.Enqueue(waiting);
        _characters += waiting.Characters;
        return waiting;
    }

    /// <summary>Takes the one that has waited longest.</summary>
    public bool TryTake(out WaitingRequest waiting)
    {
        if (!_queue.TryDequeue(out waiting!)) return false;
        _characters -= waiting.Characters;
        return true;
    }
}
