using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Tour;

/// <summary>Where the pictures of the tour go: beside the tests' program, and into the folder that <see cref="Variable"/> names.</summary>
internal static class Album
{
    /// <summary>The variable that names the folder of the pictures that the documentation shows.</summary>
    public const string Variable = "ACL_TOUR";

    /// <summary>How much of a page is shown unless less is wanted.</summary>
    private const int Tallest = 1120;

    /// <summary>Takes a picture of a page as it is in the window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="name">What the picture's file is called.</param>
    /// <param name="tallest">How much of the page is shown at most.</param>
    /// <param name="fromBottom">Whether that is its lower end.</param>
    public static async Task TourPictureAsync(this Window window, string name, int tallest = Tallest, bool fromBottom = false)
    {
        var size = window.Page.ViewportSize!;
        // The page is as long as what is on it, not as the window.
        var height = await window.Page.EvaluateAsync<int>("""
            Math.ceil(Math.max(...["main", "nav[aria-label=Pages]"].map(part => document.querySelector(part)?.getBoundingClientRect().bottom ?? 0)) + scrollY)
            """);
        var picture = await window.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            FullPage = true, Animations = ScreenshotAnimations.Disabled,
            Clip = new Clip { Y = fromBottom ? Math.Max(0, height - tallest) : 0, Width = size.Width, Height = Math.Min(height, tallest) },
        });
        foreach (var folder in Folders())
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.png"), picture, TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<string> Folders()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "pictures", "tour");
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder) yield return folder;
    }
}
