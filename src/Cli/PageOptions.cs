using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli;

/// <summary>The options of a list that may be asked for page by page, and how a page is printed. Left out, all of it is listed.</summary>
internal sealed class PageOptions
{
    private readonly Option<int?> _limit = new("--limit") { Description = "Most of them; left out, all", HelpName = "NUMBER" };
    private readonly Option<string?> _after = new("--after") { Description = "Where an earlier page ended, as it said", HelpName = "CURSOR" };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_limit);
        command.Add(_after);
    }

    /// <summary>Whether either was given.</summary>
    public bool AreGiven(ParseResult parsed) => parsed.GetValue(_limit) is not null || parsed.GetValue(_after) is not null;

    /// <summary>The question of the page that is asked for.</summary>
    public T Of<T>(ParseResult parsed, T question) where T : PagedQuestion =>
        (T)((PagedQuestion)question with { Limit = parsed.GetValue(_limit), After = parsed.GetValue(_after) });

    /// <summary>Prints a page, and to the error stream, which leaves the list to whoever reads it, that there is more and where it begins.</summary>
    public static void Print<T>(Printer printer, Listed<T> page) where T : notnull
    {
        printer.PrintList(page.Select(item => item.ToString()!));
        PrintMore(printer, page);
    }

    /// <summary>Prints to the error stream that there is more, if there is, and where it begins.</summary>
    public static void PrintMore<T>(Printer printer, Listed<T> page)
    {
        if (!page.Complete) printer.Terminal.Error.WriteLine($"there is more ({page.Incomplete}); go on with --after {page.Next}");
    }
}
