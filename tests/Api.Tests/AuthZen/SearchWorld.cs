using System.Net;
using OrleansAcl.Behaviour.Generators;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>One tenant in which searches are compared with evaluations of every stored candidate.</summary>
/// <param name="server">What is asked.</param>
/// <param name="tenant">The tenant.</param>
/// <param name="name">What a difference is reported under.</param>
internal sealed class SearchWorld(EmbeddedServer server, TenantId tenant, string name)
{
    private TenantInfo? _info;

    /// <summary>How many candidates were found, and had to be.</summary>
    public int Found { get; private set; }

    /// <summary>How many candidates were not found, and must not be.</summary>
    public int Withheld { get; private set; }

    /// <summary>Makes the tenant; steps that are refused are left out.</summary>
    public async Task MakeAsync(Generator generator, int steps)
    {
        await server.Service.PutTenantAsync(tenant, generator.Tenant, TestContext.Current.CancellationToken);
        for (var i = 0; i < steps; i++) await server.Service.ApplyAsync(tenant, [generator.NextStep()], TestContext.Current.CancellationToken);
        _info = await server.Service.GetTenantAsync(tenant, TestContext.Current.CancellationToken);
    }

    /// <summary>Who may do what the check is about.</summary>
    public async Task CompareSubjectsAsync(CheckRequest check, string type)
    {
        var candidates = await StoredAsync(type, null);
        var (resource, action, context) = (Resource(check), Action(check.Action), check.Context);
        await CompareAsync(
            "subject", Request(Entity(type), action, resource, context), _ => candidates, id => Request(Entity(type, id), action, resource, context));
    }

    /// <summary>On what the check's subject may do its action.</summary>
    public async Task CompareResourcesAsync(CheckRequest check, string type)
    {
        string[] candidates = Type(type) is null ? []
            : [.. (await StoredAsync(ObjectRef.Resource, type)).Select(text => ResourceWire.ReadAnswer(Node.Of(text)).Id)];
        var (subject, action, context) = (Subject(check), Action(check.Action), check.Context);
        await CompareAsync(
            "resource", Request(subject, action, Entity(type), context), _ => candidates, id => Request(subject, action, Entity(type, id), context));
    }

    /// <summary>
    /// What the check's subject may do on its resource. Of an open type, whose actions cannot be counted, those that are found must be permitted.
    /// </summary>
    public async Task CompareActionsAsync(CheckRequest check)
    {
        var (subject, resource, context) = (Subject(check), Resource(check), check.Context);
        var type = Type(check.Resource.Type);
        await CompareAsync(
            "action", Request(subject, null, resource, context), found => type is { Open: true } ? found : type?.Actions ?? [],
            action => Request(subject, Action(action), resource, context));
    }

    private async Task CompareAsync(
        string sought, string search, Func<string[], IReadOnlyList<string>> candidatesOf, Func<string, string> evaluation)
    {
        var path = $"/tenants/{tenant}/access/v1/";
        var whole = await server.PostAsync($"{path}search/{sought}", search);
        string[] results = [.. whole.Body["results"]?.AsList().Select(SearchPages.Id) ?? []];
        var candidates = candidatesOf(results);
        var permitted = new List<string>();
        foreach (var id in candidates)
        {
            var answer = await server.PostAsync($"{path}evaluation", evaluation(id));
            if (answer.Status == HttpStatusCode.OK && answer.Body.Require("decision").AsBoolean()) permitted.Add(id);
        }

        permitted.Sort(StringComparer.Ordinal);
        var difference = $"{name}: {sought} {search}: permitted are {string.Join(", ", permitted)}; answered was {whole.Text}";
        Assert.True(permitted.SequenceEqual(results), difference);

        // What cannot be read as a question cannot be evaluated of anybody either.
        if (whole.Status != HttpStatusCode.OK) whole.RequireMessage(HttpStatusCode.BadRequest);
        else await PageByPageAsync($"{path}search/{sought}", search, results);
        Found += results.Length;
        Withheld += candidates.Count - results.Length;
    }

    private async Task PageByPageAsync(string path, string search, string[] results)
    {
        var pages = new SearchPages(body => server.PostAsync(path, body));
        for (var limit = 1; limit <= results.Length + 1; limit++)
            Assert.Equal(results, (await pages.AllAsync(search, limit)).SelectMany(page => page));
    }

    private TypeInfo? Type(string type) => _info!.Types.FirstOrDefault(t => t.Name.Equals(type, StringComparison.OrdinalIgnoreCase));

    private async Task<string[]> StoredAsync(string kind, string? type)
    {
        var request = new BrowseRequest(kind) { Type = type, Limit = AclLimits.PageItems };
        var page = await server.Service.BrowseAsync(tenant, request, TestContext.Current.CancellationToken);
        Assert.Null(page.Next);
        return [.. page.Items.Select(item => item.Ref.Id)];
    }

    private static Node Subject(CheckRequest check) => Entity(check.Subject.Type, check.Subject.Id, check.SubjectProperties);

    /// <summary>The resource in two members, as its model reads the check's text.</summary>
    private static Node Resource(CheckRequest check)
    {
        var canonical = ResourceWire.ReadAnswer(Node.Of(check.Resource.ToString()));
        return Entity(canonical.Type, canonical.Id, check.ResourceProperties);
    }

    private static Node Action(string action) => Node.Map(("name", Node.Of(action)));

    private static Node Entity(string type, string? id = null, Node? properties = null) =>
        Node.Map(("type", Node.Of(type)), ("id", id is null ? null : Node.Of(id)), ("properties", properties?.Copy()));

    private static string Request(Node subject, Node? action, Node resource, Node? context) => Node.Map(
        ("subject", subject.Copy()), ("action", action?.Copy()), ("resource", resource.Copy()), ("context", context?.Copy())).ToString();
}
