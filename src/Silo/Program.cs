// One silo, with clustering and storage on one machine or in PostgreSQL.
return await OrleansAcl.Silo.SiloProgram.RunAsync(args);
