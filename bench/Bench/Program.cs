using System.CommandLine;
using OrleansAcl.Bench;
using OrleansAcl.Bench.Measures;

var options = new BenchOptions();
var root = new RootCommand("Measures OrleansAcl on workload W; see bench/README.md");

void Add(string name, string description, Func<BenchSettings, Task<long>> run)
{
    var command = new Command(name, description);
    options.AddTo(command);
    command.SetAction(async (parsed, _) =>
    {
        var wrong = await run(options.Read(parsed));
        if (wrong == 0) return 0;
        Console.Error.WriteLine($"{wrong} answers were wrong: these figures mean nothing");
        return 1;
    });
    root.Subcommands.Add(command);
}

Add("checks", "single checks against the plain evaluator", s => ChecksMeasure.RunAsync(s.Workload(), s.Threads, s.Rounds));
Add("batch", "checks in batches", s => BatchMeasure.RunAsync(s.Workload(), s.Rounds));
Add("writes", "durable writes with one and sixteen writers", async s =>
{
    await WritesMeasure.RunAsync(s.Workload(), s.Data, s.Duration);
    return 0;
});
Add("lists", "the first page of a list of few among very many", s => ListsMeasure.RunAsync(s.Resources, s.Seed, s.Rounds));
Add("start", "start-up over a stored world", async s =>
{
    await StartMeasure.RunAsync(s.Workload().World, s.Data, s.Rounds);
    return 0;
});
Add("open", "what `start` runs: opens a data folder and says how long it took", async s =>
{
    await StartMeasure.OpenAsync(s.Data);
    return 0;
});
return await root.Parse(args).InvokeAsync();
