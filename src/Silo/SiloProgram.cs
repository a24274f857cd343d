using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OrleansAcl.Silo;

/// <summary>The program: reads the command line, does what it says, and says what went wrong. Exits with 0, or 2 after an error.</summary>
public static class SiloProgram
{
    private const int Done = 0;
    private const int Failed = 2;

    /// <summary>Runs it until it ends.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="more">Backends that this executable has beside those of every one.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, params IEnumerable<IBackend> more)
    {
        try
        {
            var arguments = Arguments.Read(args);
            var builder = Builder(arguments);
            var command = arguments.Command switch
            {
                Arguments.Help => WriteHelpAsync(),
                Arguments.Schema => MakeSchemaAsync(SiloSettings.Read(builder.Configuration)),
                Arguments.Forget => ForgetAsync(builder, SiloSettings.Read(builder.Configuration), new BackendList(more)),
                _ => ServeAsync(builder, SiloSettings.Read(builder.Configuration), new BackendList(more)),
            };
            await command;
            return Done;
        }
        catch (AclException e)
        {
            Console.Error.WriteLine($"error: {e.Code}: {e.Message}");
            return Failed;
        }
    }

    /// <summary>Settings come from the file beside the executable, wherever it was started from.</summary>
    internal static WebApplicationBuilder Builder(Arguments arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        arguments.AddTo(builder.Configuration);
        return builder;
    }

    private static async Task ServeAsync(WebApplicationBuilder builder, SiloOptions options, BackendList backends)
    {
        foreach (var backend in new[] { backends.ForClustering(options), backends.ForStorage(options) }.Distinct())
            await backend.RequireUsableAsync(options, CancellationToken.None);
        PortCheck.RequireFree(options);
        var token = SharedToken.Open(options);
        await using var application = SiloHost.Build(builder, options, backends, token.Text);
        await application.StartAsync();
        if (token.Made) Console.WriteLine($"the administrator's token, shown this once: {token.Text}");
        Console.WriteLine($"listening on {application.Urls.First()}, silo port {options.SiloPort}, {token.Place}");
        await application.WaitForShutdownAsync();
    }

    private static async Task MakeSchemaAsync(SiloOptions options)
    {
        var (before, after) = await PostgresSchema.Of(options).UpgradeAsync(CancellationToken.None);
        Console.WriteLine(before == after ? $"the schema is of version {after} already" : $"the schema is of version {after}, it was {before}");
    }

    private static async Task ForgetAsync(WebApplicationBuilder builder, SiloOptions options, BackendList backends)
    {
        var clustering = backends.ForClustering(options);
        if (clustering.Name == LocalBackend.Clustering)
            throw new AclException(ErrorCodes.InvalidArguments, "a cluster on localhost remembers no silos", $"{SiloOptions.Section}:{nameof(SiloOptions.Clustering)}");
        await clustering.RequireUsableAsync(options, CancellationToken.None);
        // Put together as a silo would be, and not started: only its table of members is used.
        await using var application = SiloHost.Build(builder, options, backends, token: Guid.NewGuid().ToString("N"));
        var forgotten = await new ClusterMembers(application.Services.GetRequiredService<IMembershipTable>(), options.ClusterId).ForgetAsync(CancellationToken.None);
        foreach (var silo in forgotten) Console.WriteLine($"forgotten: {silo.Endpoint}");
        Console.WriteLine(forgotten.Count == 0 ? $"cluster `{options.ClusterId}` remembers no silo" : $"cluster `{options.ClusterId}` can be started anew");
    }

    private static Task WriteHelpAsync()
    {
        Console.WriteLine($"""
            OrleansAcl.Silo [{Arguments.Run}|{Arguments.Schema}|{Arguments.Forget}|{Arguments.Help}] [--NAME=VALUE ..]

              {Arguments.Run}     runs a silo with the HTTP API, until it is stopped
              {Arguments.Schema}  makes or brings up to date what silos need in PostgreSQL; needs --connection
              {Arguments.Forget}  forgets the silos of a cluster of which none runs, so that others need not wait for them

            Settings, also as --{SiloOptions.Section}:Port=.., in the environment as {SiloOptions.Section}__Port, and in appsettings.json:
              {string.Join($"{Environment.NewLine}  ", SiloSettings.Names.Select(Arguments.ShortForm))}
            """);
        return Task.CompletedTask;
    }
}
