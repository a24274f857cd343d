using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Core.Tests.State;

/// <summary>Levels as they are stored: by name, and readable where they were once stored by number, whatever has become of the model since.</summary>
public sealed class StoredLevelTests
{
    private const string Model = """
        model: levels
        settings: {cluster: main}
        uris: {relative_to: [cluster], absolute_only: [role]}
        types:
          image: {actions: [view, use]}
          role: {actions: [view, use]}
        levels:
          order: [none, view, use]
          default: view
          owner: use
          roles: {type: role, expand_at: view, name: "[^/]+/roles/[^/]+"}
        grants: levels
        ladder:
          - levels: {}
        """;

    private static readonly SubjectRef Bob = SubjectRef.Parse("user:bob");

    private static TenantBlueprint First => TenantBlueprint.Of(new TenantDefinition { ModelFile = Model }, BuiltInModels.Library);

    private static EntityRecord Numbered(int level) => new(EntityKey.Of(Bob), $$"""
        {"generation":0,"stored":true,"admin":false,"active":true,"groups":[],"bindings":[],"levels":[{"resource":"image://main/a","level":{{level}}}]}
        """);

    private static string Read(TenantBlueprint blueprint, EntityRecord record)
    {
        var tenant = blueprint.Build(TenantId.Default);
        record.Load(tenant, 0);
        return blueprint.Model.Levels!.Order[tenant.FindPrincipal(Bob)!.At(0).Grants.Values.Single()];
    }

    private static TenantBlueprint Next(TenantBlueprint now, string order) => now.Next(
        now.Changed(new ModelChange { ModelFile = Model.Replace("[none, view, use]", order, StringComparison.Ordinal) }, BuiltInModels.Library),
        new Change(now.ModelVersion, DateTimeOffset.UnixEpoch, "system", []));

    [Fact]
    public void Level_StoredByNumber_IsTheOneItWasWhenItWasStored()
    {
        var second = Next(First, "[none, view, edit, use]");
        var third = Next(second, "[none, see, view, edit, use]");
        foreach (var blueprint in (TenantBlueprint[])[First, second, third])
        {
            Assert.Equal("view", Read(blueprint, Numbered(1)));
            Assert.Equal("use", Read(blueprint, Numbered(2)));
        }
    }

    [Fact]
    public void Level_Written_IsWrittenByItsName()
    {
        var tenant = First.Build(TenantId.Default);
        Numbered(2).Load(tenant, 0);
        var record = EntityRecord.Of(tenant.FindPrincipal(Bob)!.At(0), tenant);
        Assert.Equal("use", Json.ParseOwn(record.Body!)["levels"]!.Items[0]["level"]!.Text);
        Assert.Equal("use", Read(Next(First, "[none, use, view]"), record));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Level_StoredByANumberThereIsNot_IsRefused(int level) =>
        Assert.Equal(ErrorCodes.UnknownAction, Assert.Throws<AclException>(() => Read(First, Numbered(level))).Code);
}
