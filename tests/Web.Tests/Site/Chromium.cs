using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(OrleansAcl.Web.Tests.Chromium))]

namespace OrleansAcl.Web.Tests;

/// <summary>The browser of this machine, started once for all tests; tests that need it are skipped where there is none.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>The variable that names the browser's program where it is not on the path.</summary>
    public const string Variable = "CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a window on a site; every page of it is watched for errors.</summary>
    /// <param name="site">The site.</param>
    /// <param name="dark">Whether it prefers dark colours.</param>
    /// <param name="script">Whether scripts run.</param>
    /// <param name="elsewhere">The one other address that may be asked for anything.</param>
    internal async Task<Window> OpenAsync(Site site, bool dark = false, bool script = true, string? elsewhere = null)
    {
        Assert.SkipWhen(_browser is null, $"no Chromium was found on the path or in {Variable}");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.Address.ToString(), ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = 1280, Height = 860 },
        });
        return await Window.OpenAsync(context, site, elsewhere);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
