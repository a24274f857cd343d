using OrleansAcl.Api;
using OrleansAcl.Api.Decisions;
using OrleansAcl.Cli.Output;

namespace OrleansAcl.Cli;

/// <summary>Where an <see cref="IAclService"/> comes from. The commands know nothing else of hosts.</summary>
internal interface IHosting
{
    /// <summary>A service in this process that stores nothing on disk. Disposed by the caller if it can be.</summary>
    Task<IAclService> OpenInMemoryAsync();

    /// <summary>A service in this process over a data folder, which nobody else may have open. Disposed by the caller.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> when there is no such folder.</exception>
    Task<IAclService> OpenAsync(string folder);

    /// <summary>A server's service; nothing is sent yet.</summary>
    IAclService Connect(Uri server, string? token);

    /// <summary>Serves until cancelled.</summary>
    /// <returns>The exit code.</returns>
    Task<int> ServeAsync(ServeSettings settings, Terminal terminal, CancellationToken cancellation);

    /// <summary>The built-in models' names.</summary>
    IReadOnlyList<string> ModelNames { get; }

    /// <summary>The text of a built-in model's file; null when there is none of that name.</summary>
    string? ModelText(string name);
}

/// <summary>What <c>acl serve</c> was asked for.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Listen">The address to listen on.</param>
/// <param name="Port">The TCP port, 0 for any free one.</param>
/// <param name="Demo">Whether to make a tenant for each built-in model, filled with its examples.</param>
internal sealed record ServeSettings(string Data, string Listen, int Port, bool Demo)
{
    /// <summary>The https address callers reach the API at; null for none, and then there is no AuthZEN metadata.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The OpenID Connect issuer whose tokens are taken; null for none.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>Which decisions are written down; null for none.</summary>
    public DecisionLogOptions? DecisionLog { get; init; }
}
