using OrleansAcl.Embedded.Tests.Storage;
using Xunit.Runner.InProc.SystemConsole;

return args is [WriteUntilKilled.Argument, var folder]
    ? await WriteUntilKilled.RunAsync(folder)
    : await ConsoleRunner.Run(args);
