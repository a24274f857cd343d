using System.Globalization;
using Spectre.Console;

namespace OrleansAcl.Cli.Output;

/// <summary>
/// How far an export or import is, on a terminal: one line of the error stream, drawn over itself, a bar where the whole is known. Where the
/// error stream is no terminal nothing is said.
/// </summary>
internal sealed class TransferProgress : IDisposable
{
    private const int BarCells = 30;
    private const long PauseMilliseconds = 100;

    private readonly TextWriter? _line;
    private readonly string _what;
    private readonly long? _whole;
    private long _drawn;

    /// <summary>Begins.</summary>
    /// <param name="terminal">What is around.</param>
    /// <param name="what">What is being done, in a word.</param>
    /// <param name="whole">The bytes of it all; null when that is not known, and lines are counted.</param>
    public TransferProgress(Terminal terminal, string what, long? whole)
    {
        _line = new AnsiConsoleOutput(terminal.Error).IsTerminal ? terminal.Error : null;
        _what = what;
        _whole = whole;
    }

    /// <summary>Notes how far it is.</summary>
    public void Report(long done)
    {
        if (_line is null || Environment.TickCount64 - _drawn < PauseMilliseconds) return;
        _drawn = Environment.TickCount64;
        _line.Write($"\r{Text(_what, done, _whole)}");
    }

    /// <summary>What is drawn.</summary>
    internal static string Text(string what, long done, long? whole)
    {
        if (whole is not { } all) return $"{what} {done.ToString("N0", CultureInfo.InvariantCulture)} lines";
        var share = all == 0 ? 1 : Math.Min(1, (double)done / all);
        var full = (int)(share * BarCells);
        return $"{what} [{new string('#', full)}{new string('.', BarCells - full)}] {(int)(share * 100),3} %";
    }

    /// <summary>Leaves the line empty for whatever comes.</summary>
    public void Dispose()
    {
        if (_line is not null && _drawn != 0) _line.Write("\r" + new string(' ', _what.Length + BarCells + 20) + "\r");
    }
}
