using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests;

/// <summary>
/// A window of a browser on a site. Closing it fails the test if any of its pages wrote an error to the console, or asked another server for anything.
/// </summary>
internal sealed class Window : IAsyncDisposable
{
    /// <summary>Where pictures go, beside the tests' program.</summary>
    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "pictures");

    /// <summary>How wide the smallest windows are.</summary>
    private const int Narrow = 360;

    private readonly IBrowserContext _context;
    private readonly Site _site;
    private readonly List<string> _errors = [];

    private Window(IBrowserContext context, Site site, IPage page) => (_context, _site, Page) = (context, site, page);

    /// <summary>The page it shows.</summary>
    public IPage Page { get; }

    /// <summary>Opens one.</summary>
    public static async Task<Window> OpenAsync(IBrowserContext context, Site site, string? elsewhere)
    {
        var window = new Window(context, site, await context.NewPageAsync());
        window.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") window.Note($"{message.Text} ({message.Location})");
        };
        window.Page.PageError += (_, error) => window.Note(error);
        window.Page.Request += (_, request) =>
        {
            if (!IsBelow(request.Url, site.Address.ToString()) && !IsBelow(request.Url, elsewhere)) window.Note($"asked {request.Url}");
        };
        return window;
    }

    /// <summary>Signs in by the form.</summary>
    public async Task SignInAsync(string token = Site.Token)
    {
        await Page.GotoAsync("/ui/sign-in");
        await Page.GetByLabel("Token").FillAsync(token);
        await Page.GetByLabel("Tenant").FillAsync(_site.Tenant.ToString());
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Opens a page of the tenant.</summary>
    public Task OpenAsync(string page, params IReadOnlyList<(string Name, string? Value)> query) => Page.GotoAsync(PagePaths.Of(_site.Tenant, page, query));

    /// <summary>Keeps a picture of the page, whole.</summary>
    public async Task PictureAsync(string name)
    {
        Directory.CreateDirectory(Pictures);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>Fails the test unless the page is fit for everybody, by the rules of WCAG 2.2, levels A and AA, that a program can tell.</summary>
    public async Task RequireAccessibleAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
        Assert.Empty(result.Violations.Select(found => $"{found.Id}: {found.Help}: {string.Join("; ", found.Nodes.Select(node => node.Html))}"));
    }

    /// <summary>Shows the page in light or dark colours at once, without passing through others.</summary>
    public Task ColorAsync(ColorScheme colors) => Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = colors, ReducedMotion = ReducedMotion.Reduce });

    /// <summary>Makes the window as narrow as a telephone, and fails the test, naming what is too wide, if the page then scrolls sideways.</summary>
    public async Task RequireNarrowAsync()
    {
        await Page.SetViewportSizeAsync(Narrow, 800);
        Assert.Empty(await Page.EvaluateAsync<string[]>("""
            () => {
              const page = document.documentElement;
              if (page.scrollWidth <= page.clientWidth) return [];
              const wide = [...document.querySelectorAll("body *")].filter(part => part.getBoundingClientRect().right > page.clientWidth + 0.5);
              return [`${page.scrollWidth} wide`, ...wide.map(part => part.outerHTML.slice(0, 150))];
            }
            """));
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        lock (_errors) if (_errors.Count > 0) Assert.Fail(string.Join("; ", _errors));
    }

    private static bool IsBelow(string url, string? address) => address is not null && url.StartsWith(address, StringComparison.Ordinal);

    private void Note(string error)
    {
        lock (_errors) _errors.Add(error);
    }
}
