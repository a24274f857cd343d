using System.CommandLine;
using OrleansAcl.ClusterBench;
using OrleansAcl.ClusterBench.Measures;
using OrleansAcl.ClusterBench.Silos;

// Measures the cluster; see bench/README.md. Every figure is a ratio within one run, and every answer is compared with the expected one.
var options = new ClusterOptions();
var root = new RootCommand("Measures OrleansAcl on a cluster against plain grains of the same cluster; see bench/README.md");

Command Add(string name, string description, Func<ClusterSettings, ParseResult, Task<long>> run)
{
    var command = new Command(name, description);
    options.AddTo(command);
    command.SetAction(async (parsed, _) =>
    {
        var wrong = await run(options.Read(parsed), parsed);
        if (wrong == 0) return 0;
        Console.Error.WriteLine($"{wrong} answers were wrong: these figures mean nothing");
        return 1;
    });
    root.Subcommands.Add(command);
    return command;
}

var only = new Option<string>("--only") { Description = "only this path" };
only.AcceptOnlyFromAmong("hosted", "external");
var ratesOnly = new Option<bool>("--rates-only") { Description = "no latencies" };
var checks = Add("checks", "single checks against an empty grain call, hosted and over TCP", (s, p) =>
    ChecksMeasure.RunAsync(s, p.GetValue(only) is not "external", p.GetValue(only) is not "hosted", !p.GetValue(ratesOnly)));
checks.Options.Add(only);
checks.Options.Add(ratesOnly);
Add("batch", "batches of 100 against single checks", (s, _) => BatchMeasure.RunAsync(s));
Add("parts", "what the steps of a hosted check cost one by one", (s, _) => PartsMeasure.RunAsync(s));
var part = new Option<string>("--only") { Description = "only one of the two" };
part.AcceptOnlyFromAmong("size", "depth");
Add("scale", "ten times as many resources, and deeper nesting", (s, p) =>
    ScaleMeasure.RunAsync(s, p.GetValue(part) is not "depth", p.GetValue(part) is not "size")).Options.Add(part);
Add("hops", "how many grain calls a check makes", (s, _) => HopsMeasure.RunAsync(s));
Add("remote", "checks from one silo to another", (s, _) => RemoteMeasure.RunAsync(s));
var rate = new Option<double>("--rate") { Description = "checks offered a second", DefaultValueFactory = _ => 1_000 };
Add("fail", "checks and changes while a silo is killed, and while it comes back", (s, p) => FailMeasure.RunAsync(s, p.GetValue(rate))).Options.Add(rate);
Add("writes", "changes against a plain grain's writes", (s, _) => WritesMeasure.RunAsync(s));
var members = new Option<int>("--members") { Description = "how many members the group comes to have", DefaultValueFactory = _ => 1_000_000 };
Add("members", "a group that grows to a million members", (_, p) => MembersMeasure.RunAsync(p.GetValue(members))).Options.Add(members);
var subjects = new Option<int>("--subjects") { Description = "how many members a group and a role have", DefaultValueFactory = _ => 100_000 };
var move = new Option<bool>("--move") { Description = "export and import it too" };
var large = Add("large", "a tenant that is large on every side", (s, p) => LargeMeasure.RunAsync(s.Resources, p.GetValue(subjects), p.GetValue(move)));
large.Options.Add(subjects);
large.Options.Add(move);
root.Subcommands.Add(SiloCommand.Make());
return await root.Parse(args).InvokeAsync();
