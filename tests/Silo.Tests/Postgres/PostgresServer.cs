using System.Diagnostics;
using Npgsql;
using OrleansAcl.Silo.Tests.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace OrleansAcl.Silo.Tests.Postgres;

/// <summary>A PostgreSQL server of the tests' own, in a temporary folder and on a free port; started when it is first wanted.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string? Programs = FindPrograms();

    private readonly SemaphoreSlim _starting = new(1);
    private string? _folder;
    private int _port;
    private int _databases;

    private static string? FindPrograms()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return path.Concat(installed).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    /// <summary>The connection string of a new, empty database; skips the test where PostgreSQL is not installed.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        Assert.SkipWhen(Programs is null, "PostgreSQL's initdb and pg_ctl are not installed here");
        await _starting.WaitAsync();
        try
        {
            if (_folder is null) await StartAsync();
        }
        finally
        {
            _starting.Release();
        }

        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var server = new NpgsqlConnection(Connection("postgres"));
        await server.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", server);
        await command.ExecuteNonQueryAsync();
        return Connection(name);
    }

    private string Connection(string database) => $"Host=127.0.0.1;Port={_port};Username=acl;Database={database};Maximum Pool Size=20";

    private async Task StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("acl-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", folder);
        var data = Path.Combine(folder, "data");
        await RunAsOwnerAsync("initdb", "-D", data, "-U", "acl", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        _port = LocalSilo.FreePorts(1)[0];
        await RunAsOwnerAsync(
            "pg_ctl", "-D", data, "-l", Path.Combine(folder, "log"), "-w",
            "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off", "start");
        _folder = folder;
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static Task RunAsOwnerAsync(string program, params string[] args)
    {
        var path = Path.Combine(Programs!, program);
        return Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", path, .. args]) : RunAsync(path, args);
    }

    /// <summary>Its output is not taken: the server that pg_ctl leaves behind would keep that open.</summary>
    private static async Task RunAsync(string program, params string[] args)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. args]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', args)} exited with {process.ExitCode}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null) return;
        NpgsqlConnection.ClearAllPools();
        await RunAsOwnerAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }
}
