using Orleans.Placement;
using OrleansAcl.Documents;
using OrleansAcl.Objects;

namespace OrleansAcl.Grains;

/// <inheritdoc cref="IExportGrain"/>
[PreferLocalPlacement, GrainType("export")]
public sealed class ExportGrain(Replicas replicas) : Grain, IExportGrain
{
    /// <summary>About how many characters of lines a page has; a line is never cut.</summary>
    private const int PageCharacters = 256 * 1_024;

    private IEnumerator<Node>? _lines;
    private int _next;

    /// <inheritdoc/>
    public async Task<ExportPage> PageAsync(int number)
    {
        try
        {
            if (number == 0) await BeginAsync();
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

    private async Task BeginAsync()
    {
        var replica = replicas.Of(this.GetPrimaryKeyString() is var key ? key[..key.IndexOf('/')] : "");
        var (snapshot, definition) = await replica.SnapshotAsync();
        (_lines, _next) = (snapshot.Lines(definition).GetEnumerator(), 0);
    }
}
