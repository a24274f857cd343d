namespace OrleansAcl.Properties.Tests.Scenarios;

/// <summary>Where the scenario files are: <c>ACL_SCENARIOS</c>, or else <c>tests/scenarios</c> of the checkout.</summary>
internal static class ScenarioFiles
{
    public static IEnumerable<string> All() => Directory.EnumerateFiles(Root(), "*.yaml").Order(StringComparer.Ordinal);

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("ACL_SCENARIOS") is { Length: > 0 } named) return named;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, "tests", "scenarios") is var candidate && Directory.Exists(candidate)) return candidate;
        throw new DirectoryNotFoundException("no tests/scenarios above the test's own folder");
    }
}
