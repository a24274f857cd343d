using Microsoft.Extensions.Logging.Abstractions;
using OrleansAcl.Api.Decisions;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Decisions;

/// <summary>Decisions are written down with what decided them, within bounds, and nothing that goes wrong with that reaches who asks.</summary>
public sealed class DecisionLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("acl-decisions").FullName;

    private string LogFile => Path.Combine(_folder, "decisions.ndjson");

    private static TenantId Acme { get; } = TenantId.Parse("acme");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Checks_SingleAndInABatch_AreWrittenWithTheirReasons()
    {
        var fake = new FakeAclService { Decide = check => Decision.Made(check.Action == "read", "acl", $"acl: {check.Action}") with { Revision = 3 } };
        await using (var log = Open(new DecisionLogOptions { Path = LogFile }))
        {
            var service = new LoggedAclService(fake, log);
            Assert.True((await service.CheckAsync(Acme, Check("read"), TestContext.Current.CancellationToken)).Allowed);
            await service.CheckManyAsync(Acme, [Check("read"), Check("write")], TestContext.Current.CancellationToken);
        }

        var lines = File.ReadLines(LogFile).Select(Json.Parse).ToList();
        Assert.Equal(["read", "read", "write"], lines.Select(l => l["action"]!.Text));
        Assert.Equal(["true", "true", "false"], lines.Select(l => l["allowed"]!.Text));
        Assert.All(lines, l => Assert.Equal(
            ("acme", "user:ann", "job:1", "acl", "3"), (l["tenant"]!.Text, l["subject"]!.Text, l["resource"]!.Text, l["rung"]!.Text, l["revision"]!.Text)));
        Assert.Equal("acl: write", lines[2]["reason"]!.Text);
    }

    [Fact]
    public async Task Questions_UnderAssumptions_AreNotWritten()
    {
        var fake = new FakeAclService { Decide = _ => Decision.Made(true, "acl", "acl: x") };
        var assumed = Check("read") with { Assuming = [new Step("delete", Node.Of("job:2"))] };
        await using (var log = Open(new DecisionLogOptions { Path = LogFile }))
        {
            var service = new LoggedAclService(fake, log);
            await service.CheckAsync(Acme, assumed, TestContext.Current.CancellationToken);
            await service.CheckManyAsync(Acme, [assumed, Check("write")], TestContext.Current.CancellationToken);
            fake.Answer = new OperationResult(OperationOutcome.Allow, null, [], [], "no check");
            await service.OperationAsync(Acme, new OperationRequest("rename", assumed.Subject) { Assuming = assumed.Assuming }, TestContext.Current.CancellationToken);
        }

        Assert.Equal("write", Json.Parse(Assert.Single(File.ReadLines(LogFile)))["action"]!.Text);
    }

    [Fact]
    public async Task Sample_OfNone_WritesNothing()
    {
        await using (var log = Open(new DecisionLogOptions { Path = LogFile, Sample = 0 }))
            for (var i = 0; i < 100; i++) log.Add(Acme, SubjectRef.Parse("user:ann"), "read", "job:1", Decision.Default);
        Assert.False(File.Exists(LogFile));
    }

    [Fact]
    public async Task File_GrownToItsLimit_IsPutAside()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var log = Open(new DecisionLogOptions { Path = LogFile, FileBytes = 1 });
            log.Add(Acme, SubjectRef.Parse("user:ann"), $"a{i}", "job:1", Decision.Default);
        }

        Assert.Equal("a2", Json.Parse(Assert.Single(File.ReadLines(LogFile)))["action"]!.Text);
        Assert.Equal("a1", Json.Parse(Assert.Single(File.ReadLines(LogFile + ".1")))["action"]!.Text);
    }

    [Fact]
    public async Task File_ThatCannotBeWritten_IsNobodysTroubleWhoAsks()
    {
        var fake = new FakeAclService { Decide = _ => Decision.Made(true, "acl", "acl: x") };
        await using var log = Open(new DecisionLogOptions { Path = Path.Combine(_folder, "no such folder", "file") });
        Assert.True((await new LoggedAclService(fake, log).CheckAsync(Acme, Check("read"), TestContext.Current.CancellationToken)).Allowed);
    }

    [Theory]
    [InlineData("", 1, 1, 1)]
    [InlineData("f", 1.1, 1, 1)]
    [InlineData("f", -0.1, 1, 1)]
    [InlineData("f", double.NaN, 1, 1)]
    [InlineData("f", 1, 0, 1)]
    [InlineData("f", 1, 1, 0)]
    public void Options_OutOfBounds_AreRefused(string path, double sample, int waiting, long bytes) =>
        Assert.Throws<ArgumentException>(() => Open(new DecisionLogOptions { Path = path, Sample = sample, Waiting = waiting, FileBytes = bytes }));

    private static DecisionLog Open(DecisionLogOptions options) => new(options, TimeProvider.System, NullLogger<DecisionLog>.Instance);

    private static CheckRequest Check(string action) => new(SubjectRef.Parse("user:ann"), action, ResourceRef.Parse("job:1"));
}
