using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Decisions;

/// <summary>
/// Writes decisions down, with the statement that decided. It is best effort by design: whoever decides only leaves a note, a task of its own
/// writes, and when that cannot follow, notes are dropped, counted, and the count is written as <c>{time, dropped}</c>.
/// </summary>
internal sealed partial class DecisionLog : IAsyncDisposable
{
    private readonly DecisionLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DecisionLog> _logger;
    private readonly Channel<Note> _notes;
    private readonly Task _writing;
    private long _dropped;
    private bool _failing;

    public DecisionLog(DecisionLogOptions options, TimeProvider time, ILogger<DecisionLog> logger)
    {
        options.Validate();
        (_options, _time, _logger) = (options, time, logger);
        _notes = Channel.CreateBounded<Note>(new BoundedChannelOptions(options.Waiting) { SingleReader = true });
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>What was decided, its reason not put into words yet.</summary>
    private readonly record struct Note(DateTimeOffset Time, TenantId Tenant, SubjectRef Subject, string Action, string Resource, Decision Decision);

    /// <summary>Takes a decision down, if it is one of those that are.</summary>
    public void Add(TenantId tenant, SubjectRef subject, string action, string resource, in Decision decision)
    {
        if (_options.Sample < 1 && Random.Shared.NextDouble() >= _options.Sample) return;
        if (!_notes.Writer.TryWrite(new Note(_time.GetUtcNow(), tenant, subject, action, resource, decision))) Interlocked.Increment(ref _dropped);
    }

    /// <summary>Writes what is waiting, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _notes.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        while (await _notes.Reader.WaitToReadAsync())
        {
            var text = new StringBuilder();
            var notes = 0;
            for (; notes < _options.Waiting && _notes.Reader.TryRead(out var note); notes++) text.Append(Line(note)).Append('\n');
            var dropped = Interlocked.Exchange(ref _dropped, 0);
            if (dropped > 0) text.Append(Node.Map(("time", At(_time.GetUtcNow())), ("dropped", Node.Of(dropped)))).Append('\n');
            Append(text.ToString(), notes + dropped);
        }
    }

    private void Append(string text, long notes)
    {
        try
        {
            if (new FileInfo(_options.Path) is { Exists: true } file && file.Length >= _options.FileBytes) File.Move(_options.Path, _options.Path + ".1", overwrite: true);
            File.AppendAllText(_options.Path, text);
            _failing = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Interlocked.Add(ref _dropped, notes);
            if (!_failing) LogFault(_logger, _options.Path, e);
            _failing = true;
        }
    }

    private static Node Line(in Note note) => Node.Map(
        ("time", At(note.Time)),
        ("tenant", Node.Of(note.Tenant.Value)),
        ("subject", Node.Of(note.Subject.ToString())),
        ("action", Node.Of(note.Action)),
        ("resource", Node.Of(note.Resource)),
        ("allowed", Node.Of(note.Decision.Allowed)),
        ("rung", Node.Of(note.Decision.Rung)),
        ("reason", Node.Of(note.Decision.Reason)),
        ("needs", note.Decision.Undecided ? Node.List(note.Decision.Needs) : null),
        ("revision", Node.Of(note.Decision.Revision)));

    private static Node At(DateTimeOffset time) => Node.Of(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    [LoggerMessage(1, LogLevel.Warning, "The decision log {Path} cannot be written; decisions are counted and left out until it can")]
    private static partial void LogFault(ILogger logger, string path, Exception exception);
}
