using Orleans.Placement;
using OrleansAcl.Documents;
using OrleansAcl.Objects;

namespace OrleansAcl.Grains;

/// <inheritdoc cref="IExportGrain"/>
[PreferLocalPlacement, GrainType("export")]
public sealed class ExportGrain(Replicas replicas, TimeProvider time, AclGrainOptions options) : Grain, IExportGrain
{
    /// <summary>About how many characters of lines a page has; a line is never cut.</summary>
    private const int PageCharacters = 256 * 1_024;

    private Task<(TenantSnapshot Snapshot, Node Definition)>? _reading;
    private IEnumerator<Node>? _lines;
    private int _next;

    private Task<(TenantSnapshot Snapshot, Node Definition)> Reading =>
        _reading ??= replicas.Of(this.GetPrimaryKeyString() is var key ? key[..key.IndexOf('/')] : "").SnapshotAsync().AsTask();

    /// <inheritdoc/>
    public async Task<ExportStart> BeginAsync()
    {
        try
        {
            await Reading.WaitAsync(options.ExportWait, time);
            return new ExportStart(true, null, null, null);
        }
        catch (TimeoutException)
        {
            return new ExportStart(false, null, null, null);
        }
        catch (AclException e)
        {
            DeactivateOnIdle();
            return new ExportStart(false, e.Code, e.Detail, e.Place);
        }
    }

    /// <inheritdoc/>
    public async Task<ExportPage> PageAsync(int number)
    {
        try
        {
            if (number == 0) await OpenAsync();
            if (_lines is not { } lines || number != _next) throw new AclException(ErrorCodes.StoreFailed, "the export was interrupted; begin it again");
            _next++;
            var page = new List<string>();
            for (var characters = 0; characters < PageCharacters && lines.MoveNext(); characters += page[^1].Length) page.Add(lines.Current.ToString());
            if (page.Count == 0) DeactivateOnIdle();
            return new ExportPage([.. page], null, null, null);
        }
        catch (AclException e)
        {
            return new ExportPage(null, e.Code, e.Detail, e.Place);
        }
    }

    private async Task OpenAsync()
    {
        var (snapshot, definition) = await Reading;
        (_lines, _next, _reading) = (snapshot.Lines(definition).GetEnumerator(), 0, null);
    }
}
