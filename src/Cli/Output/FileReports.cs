using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Documents;

namespace OrleansAcl.Cli.Output;

/// <summary>How the outcome of scenario files is printed.</summary>
internal static class FileReports
{
    /// <summary>Prints a file's failures, each with file, line, title and step, and then its totals.</summary>
    public static void Print(TextWriter output, FileReport report)
    {
        foreach (var failure in report.Failures) Print(output, report.File, failure);
        if (report.Unreadable is not null) output.WriteLine(report.Unreadable);
        output.WriteLine($"{report.File}: {report.Passed} passed, {report.Failed} failed");
    }

    private static void Print(TextWriter output, string file, StepFailure failure)
    {
        output.WriteLine($"{file}:{failure.Line}: {failure.Scenario}");
        output.WriteLine($"  step      {failure.Step}");
        foreach (var problem in failure.Problems)
        {
            if (problem.IsDisagreement)
            {
                output.WriteLine($"  disagreement: {problem.Expected}, {problem.Got}");
                continue;
            }

            output.WriteLine($"  expected  {problem.Expected}");
            output.WriteLine($"  got       {problem.Got}");
        }

        if (failure.Because is not null) output.WriteLine($"  because   {failure.Because}");
    }

    /// <summary>The outcome as JSON: <c>{passed, failed, files: [{file, passed, failed, unreadable, failures}]}</c>.</summary>
    public static Node ToNode(IEnumerable<FileReport> reports, int passed, int failed) => Node.Map(
        ("passed", Node.Of(passed)), ("failed", Node.Of(failed)), ("files", Node.List(reports.Select(ToNode))));

    private static Node ToNode(FileReport report) => Node.Map(
        ("file", Node.Of(report.File)), ("passed", Node.Of(report.Passed)), ("failed", Node.Of(report.Failed)),
        ("unreadable", report.Unreadable is null ? null : Node.Of(report.Unreadable)),
        ("failures", Node.List(report.Failures.Select(ToNode))));

    private static Node ToNode(StepFailure failure) => Node.Map(
        ("line", Node.Of(failure.Line)), ("scenario", Node.Of(failure.Scenario)), ("step", Node.Of(failure.Step)),
        ("because", failure.Because is null ? null : Node.Of(failure.Because)),
        ("problems", Node.List(failure.Problems.Select(problem => Node.Map(
            ("kind", Node.Of(problem.IsDisagreement ? "disagreement" : "expectation")),
            ("expected", Node.Of(problem.Expected)), ("got", Node.Of(problem.Got)))))));
}
