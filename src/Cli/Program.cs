using OrleansAcl.Cli;
using OrleansAcl.Cli.Output;

return await AclCommandLine.RunAsync(args, new Hosts(), Terminal.OfProcess());
