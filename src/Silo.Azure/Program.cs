// One silo, as OrleansAcl.Silo, that can also use the tables of an Azure storage account.
using OrleansAcl.Silo.Azure;

return await OrleansAcl.Silo.SiloProgram.RunAsync(args, new AzureBackend());
