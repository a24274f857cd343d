using System.Text.Json;
using OrleansAcl.Documents;
using OrleansAcl.Oracle.Workload;
using OrleansAcl.Requests;
using Xunit;

namespace OrleansAcl.Properties.Tests;

/// <summary>The oracle's rules for workload W give the answers that its generator expects; <c>ACL_WORKLOAD</c> names a folder it wrote.</summary>
public sealed class WorkloadTests
{
    private const int Queries = 500;

    [Fact]
    public void Oracle_WorkloadQueries_AnswersAsExpected()
    {
        var folder = Environment.GetEnvironmentVariable("ACL_WORKLOAD");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "no workload named");
        using var model = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder!, "model.json")));
        using var queries = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder!, "queries-uniform.json")));
        var (all, withoutDenies) = (Build(model.RootElement, true), Build(model.RootElement, false));
        foreach (var query in queries.RootElement.GetProperty("queries").EnumerateArray().Take(Queries))
        {
            var check = new CheckRequest(new SubjectRef("user", query[0].GetString()!), query[1].GetString()!, ResourceRef.Parse(query[2].GetString()!));
            Assert.True(withoutDenies.Decide(check) == (query[3].GetInt32() == 1), check.ToString());
            Assert.True(all.Decide(check) == (query[4].GetInt32() == 1), check.ToString());
        }
    }

    private static WorkloadWorld Build(JsonElement model, bool withDenies)
    {
        var world = new WorkloadWorld(DateTimeOffset.UnixEpoch);
        foreach (var group in model.GetProperty("memberships").EnumerateArray().GroupBy(m => m.GetProperty("group").GetString()!))
            world.Apply(new Step("group", Node.Map(("id", Node.Of(group.Key)), ("members", Node.List(group.Select(m => m.GetProperty("member").GetString()!))))));
        foreach (var thing in model.GetProperty("folders").EnumerateArray().Concat(model.GetProperty("resources").EnumerateArray()))
            world.Apply(new Step("resource", Node.Map(("id", Node.Of(Reference(thing))), ("owner", Text(thing, "owner")), ("parent", Text(thing, "parent")))));
        var roles = model.GetProperty("roles").EnumerateArray().ToDictionary(
            r => r.GetProperty("id").GetString()!, r => r.GetProperty("actions").EnumerateArray().Select(a => a.GetString()!).ToArray());
        var grants = model.GetProperty("grants").EnumerateArray().Where(g => withDenies || g.GetProperty("effect").GetString() == "allow");
        foreach (var on in grants.GroupBy(g => g.GetProperty("object").GetString()!))
            world.Apply(new Step("acl", Node.Map(("resource", Node.Of(on.Key)), ("entries", Node.List(on.Select(g => Entry(g, roles)).ToArray())))));
        return world;
    }

    private static Node Entry(JsonElement grant, Dictionary<string, string[]> roles) => Node.Map(
        ("subject", Text(grant, "subject")), ("effect", Text(grant, "effect")), ("actions", Node.List(roles[grant.GetProperty("role").GetString()!])));

    private static string Reference(JsonElement thing) => $"{thing.GetProperty("type").GetString()}:{thing.GetProperty("id").GetString()}";

    private static Node? Text(JsonElement thing, string key) => thing.GetProperty(key).GetString() is { } text ? Node.Of(text) : null;
}
