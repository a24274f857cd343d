using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Orleans.Clustering.AzureStorage;
using Orleans.Configuration;
using Orleans.Hosting;

namespace OrleansAcl.Silo.Azure;

/// <summary>The tables of an Azure storage account, or of its emulator. The providers make the tables they need.</summary>
internal sealed class AzureBackend : IBackend
{
    private const string Provider = "azure-tables";
    private const string Setting = $"{SiloOptions.Section}:{nameof(SiloOptions.Connection)}";

    /// <summary>
    /// How long the account has to answer one request before it is sent again. The client's own 100 s would have a tenant wait that long, and all its
    /// checks fail, for an answer that was lost on a connection, although the account has long been answering again.
    /// </summary>
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(10);

    /// <summary>The most characters of a name that becomes part of a table's keys; a whole key has room for 1,024 bytes in UTF-16.</summary>
    private const int NameCharacters = 200;

    /// <inheritdoc/>
    public string Name => "azure";

    /// <inheritdoc/>
    public async Task RequireUsableAsync(SiloOptions options, CancellationToken cancellation)
    {
        RequireName(nameof(SiloOptions.ClusterId), options.ClusterId);
        RequireName(nameof(SiloOptions.ServiceId), options.ServiceId);
        try
        {
            // Asks for one table's name at most: enough to know that the account is there and lets this process in.
            await foreach (var _ in Connect(options).QueryAsync(maxPerPage: 1, cancellationToken: cancellation)) break;
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"the storage account cannot be used: {Why(e)}", Setting, e);
        }
    }

    /// <summary>The first line of what went wrong, which alone may not say what the server answered.</summary>
    private static string Why(Exception e)
    {
        var line = e.Message.Split('\n')[0].Trim();
        return e is RequestFailedException { Status: > 0 and var status } ? $"{line} (status {status})" : line;
    }

    /// <summary>Refuses what a table's keys cannot have. The providers would fail on it late, or take one name for another.</summary>
    private static void RequireName(string setting, string name)
    {
        if (name.Length > NameCharacters || name.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
            throw new AclException(
                ErrorCodes.InvalidArguments,
                $"cannot be in a table's keys; expected at most {NameCharacters} characters, and none of `/`, `\\`, `#`, `?` and control characters",
                $"{SiloOptions.Section}:{setting}");
    }

    /// <inheritdoc/>
    public void UseClustering(ISiloBuilder silo, SiloOptions options) =>
        silo.UseAzureStorageClustering((AzureStorageClusteringOptions tables) =>
        {
            tables.TableServiceClient = Connect(options);
            tables.TableName = "AclMembers";
        });

    /// <inheritdoc/>
    public void UseStorage(ISiloBuilder silo, SiloOptions options) => silo
        .AddAzureTableGrainStorage(Provider, (AzureTableStorageOptions tables) =>
        {
            tables.TableServiceClient = Connect(options);
            tables.TableName = "AclStates";
            // Otherwise an empty row stays for each page of a text that was ever removed; no page's name is used twice.
            tables.DeleteStateOnClear = true;
        })
        // The provider replaces characters that a table's keys cannot have, which makes two keys one, and refuses long ones. A digest has neither.
        .UseRekeyed(Provider, key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));

    /// <summary>By a connection string, or by an address and the identity this process runs under.</summary>
    private static TableServiceClient Connect(SiloOptions options)
    {
        var connection = options.Connection!;
        var client = new TableClientOptions { Retry = { NetworkTimeout = Answering } };
        try
        {
            return Uri.TryCreate(connection, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
                ? new TableServiceClient(address, new DefaultAzureCredential(), client)
                : new TableServiceClient(connection, client);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new AclException(
                ErrorCodes.InvalidArguments, "is neither a connection string of a storage account nor the https address of its tables", Setting, e);
        }
    }
}
