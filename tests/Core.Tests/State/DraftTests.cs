using OrleansAcl.Changes;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Core.Tests.State;

/// <summary>What a draft makes of places and numbers is the tenant's once it is kept, and nobody's once it is dropped.</summary>
public sealed class DraftTests
{
    private const string Model = """
        model: m
        types:
          doc: {actions: [read], parents: [doc]}
        acl: {}
        ladder:
          - acl: {}
        """;

    private static readonly SubjectRef Ann = new(SubjectRef.User, "ann");

    private static TenantState Tenant() =>
        TenantBlueprint.Of(new TenantDefinition { ModelFile = Model }, BuiltInModels.Library).Build(TenantId.Parse("t"));

    private static Draft Staged(TenantState tenant)
    {
        var draft = new Draft(tenant);
        Step[] steps =
        [
            new("resource", Yaml.Parse("{id: 'doc:1', parent: 'doc:0'}")),
            new("acl", Yaml.Parse("{resource: 'doc:1', entries: [{subject: 'user:ann', effect: allow, actions: [read]}]}")),
        ];
        Assert.True(new StepApplier(draft, TimeProvider.System).Apply(steps, out _));
        return draft;
    }

    [Fact]
    public void Draft_ThatIsDropped_LeavesNeitherPlacesNorNumbers()
    {
        var tenant = Tenant();
        var type = tenant.Model.Type("doc");
        var draft = Staged(tenant);
        var number = draft.Tenant.NumberOf(Ann, 0);
        Assert.NotNull(draft.Tenant.FindResource(type, "1"));
        Assert.NotNull(draft.Tenant.Index.Mentioning(number));
        Assert.Null(tenant.FindResource(type, "1"));

        draft.Drop();

        Assert.Equal((0, 0), (tenant.Places.Users, tenant.Places.Resources));
        Assert.Null(tenant.FindPrincipal(Ann));
        Assert.Null(tenant.Index.Mentioning(number));
        Assert.Empty(tenant.Resources(type));
        Assert.Equal(number, tenant.NumberOf(new SubjectRef(SubjectRef.User, "bob"), 0));
    }

    [Fact]
    public void Draft_ThatIsKept_HandsOverWhatItMade()
    {
        var tenant = Tenant();
        var type = tenant.Model.Type("doc");
        var draft = Staged(tenant);
        var (number, place) = (draft.Tenant.NumberOf(Ann, 0), draft.Tenant.FindResource(type, "1"));

        draft.Keep();

        Assert.Same(place, tenant.FindResource(type, "1"));
        Assert.Equal(number, tenant.NumberOf(Ann, 0));
        Assert.NotEqual(number, tenant.NumberOf(new SubjectRef(SubjectRef.User, "bob"), 0));
        Assert.NotNull(tenant.Index.Mentioning(number));
        Assert.NotNull(tenant.Index.Inside(tenant.FindResource(type, "0")!));
        Assert.Equal(2, draft.Tenant.Resources(type).Count());
        Assert.False(place!.At(tenant.Current.Version).Stored);
        draft.Publish();
        Assert.True(place.At(tenant.Current.Version).Stored);
    }
}
