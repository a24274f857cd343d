using Npgsql;

namespace OrleansAcl.Silo.Tests.Postgres;

/// <summary>Making the schema, bringing it up to date, and refusing a database that has another.</summary>
public sealed class PostgresSchemaTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static PostgresSchema Schema(string database, params IEnumerable<SchemaStep> steps) => new(database, [.. steps]);

    private static async Task<object?> AskAsync(string database, string question)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    [Fact]
    public async Task Upgrade_OfAnEmptyDatabase_TakesEveryStep_AndASecondTimeNone()
    {
        var schema = Schema(await server.NewDatabaseAsync(), SchemaStep.All);
        Assert.Equal((0, SchemaStep.All.Count), await schema.UpgradeAsync(Cancellation));
        await schema.RequireCurrentAsync(Cancellation);
        Assert.Equal((SchemaStep.All.Count, SchemaStep.All.Count), await schema.UpgradeAsync(Cancellation));
    }

    [Fact]
    public async Task Upgrade_OfAnEarlierVersion_TakesTheStepsThatAreMissing()
    {
        var database = await server.NewDatabaseAsync();
        await Schema(database, SchemaStep.All.Take(1)).UpgradeAsync(Cancellation);
        await AskAsync(database, "INSERT INTO acl_cluster (id, version) VALUES ('kept', 7)");
        Assert.Equal((1, SchemaStep.All.Count), await Schema(database, SchemaStep.All).UpgradeAsync(Cancellation));
        Assert.Equal(7, await AskAsync(database, "SELECT version FROM acl_cluster WHERE id = 'kept'"));
    }

    [Fact]
    public async Task Upgrade_ByManyAtOnce_HappensOnce()
    {
        var database = await server.NewDatabaseAsync();
        var upgrades = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Schema(database, SchemaStep.All).UpgradeAsync(Cancellation)));
        Assert.Single(upgrades, u => u.Before == 0);
        Assert.All(upgrades.Where(u => u.Before != 0), u => Assert.Equal(SchemaStep.All.Count, u.Before));
    }

    [Fact]
    public async Task Upgrade_WhoseLastStepFails_LeavesNothing()
    {
        var database = await server.NewDatabaseAsync();
        var error = await Assert.ThrowsAsync<AclException>(() =>
            Schema(database, [.. SchemaStep.All, new SchemaStep("bad", "SELECT nothing_of_that_name")]).UpgradeAsync(Cancellation));
        Assert.Equal(ErrorCodes.StoreFailed, error.Code);
        Assert.Equal(0L, await AskAsync(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task ADatabase_OfALaterVersion_IsRefused()
    {
        var database = await server.NewDatabaseAsync();
        await Schema(database, [.. SchemaStep.All, new SchemaStep("later", "SELECT 1")]).UpgradeAsync(Cancellation);
        var schema = Schema(database, SchemaStep.All);
        Assert.Contains("run a later program", (await Assert.ThrowsAsync<AclException>(() => schema.UpgradeAsync(Cancellation))).Detail);
        Assert.Contains("run a later program", (await Assert.ThrowsAsync<AclException>(() => schema.RequireCurrentAsync(Cancellation))).Detail);
    }

    [Fact]
    public async Task ADatabase_WithoutTheSchemaOrOfAnEarlierOne_IsRefusedNamingTheCommand()
    {
        var database = await server.NewDatabaseAsync();
        var schema = Schema(database, SchemaStep.All);
        var none = await Assert.ThrowsAsync<AclException>(() => schema.RequireCurrentAsync(Cancellation));
        Assert.Equal((ErrorCodes.StoreFailed, "Acl:Connection"), (none.Code, none.Place));
        Assert.Contains("the database has no schema; run `OrleansAcl.Silo schema --Acl:Connection=..` first", none.Detail);

        await Schema(database, SchemaStep.All.Take(1)).UpgradeAsync(Cancellation);
        var earlier = await Assert.ThrowsAsync<AclException>(() => schema.RequireCurrentAsync(Cancellation));
        Assert.Contains("has the schema of version 1, and this program needs 2; run `OrleansAcl.Silo schema", earlier.Detail);
    }

    [Fact]
    public async Task TheProgram_OnADatabaseWithoutTheSchema_ExitsWith2_AndRunsAfterTheCommand()
    {
        var database = await server.NewDatabaseAsync();
        Assert.Equal(2, await SiloProgram.RunAsync(["--clustering=adonet", "--storage=adonet", $"--connection={database}", "--token=t"]));
        Assert.Equal(0, await SiloProgram.RunAsync(["schema", $"--connection={database}"]));
        await Schema(database, SchemaStep.All).RequireCurrentAsync(Cancellation);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=acl;Timeout=5", ErrorCodes.StoreFailed)]
    [InlineData("nonsense", ErrorCodes.InvalidArguments)]
    public async Task AConnection_ThatCannotBeUsed_IsRefusedByTheSettingsName(string connection, string code)
    {
        var error = await Assert.ThrowsAsync<AclException>(() => Schema(connection, SchemaStep.All).RequireCurrentAsync(Cancellation));
        Assert.Equal((code, "Acl:Connection"), (error.Code, error.Place));
    }
}
