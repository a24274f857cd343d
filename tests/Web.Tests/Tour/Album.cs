using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Tour;

/// <summary>Where the pictures of the tour go: beside the tests' program, and into the folder that <see cref="Variable"/> names.</summary>
internal static class Album
{
    /// <summary>The variable that names the folder of the pictures that the documentation shows.</summary>
    public const string Variable = "ACL_TOUR";

    /// <summary>Pages are shown from their top to here at most.</summary>
    private const int Tallest = 1500;

    /// <summary>Takes a picture of a page as it is in the window, once everything on it is there.</summary>
    public static async Task TourPictureAsync(this Window window, string name, int tallest = Tallest)
    {
        var size = window.Page.ViewportSize!;
        var height = await window.Page.EvaluateAsync<int>("Math.ceil(Math.max(...['main', 'nav[aria-label=Pages]'].map(part => document.querySelector(part)?.getBoundingClientRect().bottom ?? 0)))");
        var picture = await window.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            FullPage = true, Animations = ScreenshotAnimations.Disabled, Clip = new Clip { Width = size.Width, Height = Math.Min(height, tallest) },
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
