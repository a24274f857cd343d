using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Transfer;

/// <summary>
/// Makes a tenant of an export. Until its last line is in, nobody but this sees the tenant: an import that is cut off, or refused, leaves
/// nothing behind, and one whose process died leaves a tenant that answers nothing and can be deleted.
/// </summary>
public static class TenantImport
{
    /// <summary>How many steps are applied together, and about how many characters of them: documents may be long, and one line may name many.</summary>
    private const int StepsAtOnce = 500, CharactersAtOnce = 128 << 10;

    /// <summary>Makes the tenant of an export as it was written, in the way that is the service's own where it has one.</summary>
    /// <param name="service">Where to.</param>
    /// <param name="tenant">What it is to be called.</param>
    /// <param name="ndjson">The export.</param>
    /// <param name="cancellation">Gives the import up.</param>
    /// <exception cref="AclException">As in <see cref="RunAsync"/>.</exception>
    public static ValueTask<TenantInfo> ReadAsync(IAclService service, TenantId tenant, Stream ndjson, CancellationToken cancellation = default) =>
        service is IStreamImport own ? own.ImportAsync(tenant, ndjson, cancellation)
        : new(RunAsync(service, tenant, NdjsonReader.ReadAsync(ndjson, cancellation), null, cancellation));

    /// <summary>Makes the tenant.</summary>
    /// <param name="service">Where to.</param>
    /// <param name="tenant">What it is to be called, whatever it was called where it comes from.</param>
    /// <param name="lines">What <see cref="IAclService.ExportAsync"/> gave; an enumeration that was cut off must throw.</param>
    /// <param name="progress">Told now and then how many lines are in.</param>
    /// <param name="cancellation">Gives the import up.</param>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.TenantExists"/>, or whatever is wrong with a line, whose <see cref="AclException.Place"/> names the line.
    /// </exception>
    public static async Task<TenantInfo> RunAsync(
        IAclService service, TenantId tenant, IAsyncEnumerable<Node> lines, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        await using var enumerator = lines.GetAsyncEnumerator(cancellation);
        if (!await enumerator.MoveNextAsync().ConfigureAwait(false)) throw TransferWire.CutOff("it has no lines");
        var definition = ReadDefinition(enumerator.Current);
        await service.PutTenantAsync(tenant, definition with { Importing = true }, cancellation).ConfigureAwait(false);
        var filled = new Filled(service, tenant);
        try
        {
            await FillAsync(filled, enumerator, progress, cancellation).ConfigureAwait(false);
            if (!await filled.IsThereAsync(cancellation).ConfigureAwait(false)) throw Filled.Lost(tenant);
            return await service.PutTenantAsync(tenant, definition, cancellation).ConfigureAwait(false);
        }
        catch
        {
            // Whatever went wrong is the news; that it could not be cleaned up either would hide it.
            try
            {
                if (await filled.IsThereAsync(CancellationToken.None).ConfigureAwait(false)) await service.DeleteTenantAsync(tenant, CancellationToken.None).ConfigureAwait(false);
            }
            catch (AclException)
            {
            }

            throw;
        }
    }

    private static TenantDefinition ReadDefinition(Node line) => Placed(1, () =>
    {
        line.RequireMap("tenant", "model", "model_file", "settings", "clock", "revision");
        return TenantWire.ReadDefinition(Node.Map(line.Entries.Where(e => e.Key is not ("tenant" or "revision")).Select(e => (e.Key, (Node?)e.Value.Copy()))));
    });

    private static async Task FillAsync(Filled filled, IAsyncEnumerator<Node> lines, Action<long>? progress, CancellationToken cancellation)
    {
        var (steps, characters) = (new List<Step>(StepsAtOnce), 0);
        for (var number = 2L; ; number++)
        {
            var more = await lines.MoveNextAsync().ConfigureAwait(false);
            if (more) steps.Add(ReadStep(lines.Current, number));
            if (more) characters += lines.Current.ToString().Length;
            if (steps.Count < StepsAtOnce && characters < CharactersAtOnce && more) continue;
            var first = number - steps.Count + (more ? 1 : 0);
            await ApplyAsync(filled, steps, first, cancellation).ConfigureAwait(false);
            progress?.Invoke(more ? number : number - 1);
            steps.Clear();
            characters = 0;
            if (!more) return;
        }
    }

    private static Step ReadStep(Node line, long number) => Placed(number, () => StepWire.Read(line) is { As: null } step
        ? step
        : throw new AclException(ErrorCodes.InvalidDocument, "the steps of an export are done as nobody", "as"));

    private static async Task ApplyAsync(Filled filled, List<Step> steps, long first, CancellationToken cancellation)
    {
        var result = await filled.ApplyAsync(new ApplyRequest([.. steps]) { Reason = "import" }, cancellation).ConfigureAwait(false);
        if (result.Applied) return;
        var at = result.Results.ToList().FindIndex(r => r.Status is StepStatus.Error or StepStatus.Denied);
        var refused = result.Results[at];
        throw new AclException(refused.Code ?? ErrorCodes.Internal, refused.Message ?? "the line was refused", NdjsonReader.At(first + at));
    }

    private static T Placed<T>(long line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (AclException e)
        {
            throw new AclException(e.Code, e.Place is { } place ? $"{place}: {e.Detail}" : e.Detail, NdjsonReader.At(line), e);
        }
    }
}
