using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansAcl.Api;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Issuer;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Web.Tests;

/// <summary>The pages and the API over the embedded host in memory, listening on this machine.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>The administrator's token.</summary>
    public const string Token = "let-me-in";

    private const string Audience = "acl";

    private readonly WebApplication _application;

    private Site(WebApplication application, EmbeddedAclService service)
    {
        (_application, Service) = (application, service);
        Address = new Uri(application.Urls.Single());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What answers behind it.</summary>
    public EmbeddedAclService Service { get; }

    /// <summary>Who vouches for the users, by <see cref="TokenOf"/>.</summary>
    public FakeIssuer? Issuer { get; private init; }

    /// <summary>The tenant that <see cref="MakeAsync"/> makes.</summary>
    public TenantId Tenant { get; private set; }

    /// <summary>Starts one without tenants.</summary>
    /// <param name="options">How the API is served; with an issuer of its own unless said otherwise.</param>
    /// <param name="time">The time of pages, keys and tokens.</param>
    /// <param name="more">What is registered besides.</param>
    /// <param name="clock">The time of checks and changes.</param>
    public static async Task<Site> StartAsync(
        AclApiOptions? options = null, TimeProvider? time = null, Action<WebApplicationBuilder>? more = null, TimeProvider? clock = null)
    {
        var service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions { Time = clock ?? TimeProvider.System });
        var issuer = options is null ? await FakeIssuer.StartAsync(SigningKey.First) : null;
        options ??= new AclApiOptions { Token = Token, Oidc = [new OidcOptions { Issuer = issuer!.Address, Audience = Audience }] };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IAclService>(service).AddAclApi(options).AddAclPages(options);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (time is not null) builder.Services.AddSingleton(time);
        more?.Invoke(builder);
        var application = builder.Build();
        application.MapAclApi();
        application.MapAclPages();
        await application.StartAsync(Cancellation);
        return new Site(application, service) { Issuer = issuer };
    }

    /// <summary>Starts one with a tenant of a built-in model that holds what some steps, a JSON list, store.</summary>
    public static async Task<Site> StartAsync(string model, string steps, AclApiOptions? options = null)
    {
        var site = await StartAsync(options);
        await site.MakeAsync(new TenantDefinition { Model = model }, steps);
        return site;
    }

    /// <summary>Makes a tenant that holds what some steps, a JSON list, store.</summary>
    public async Task MakeAsync(TenantDefinition definition, string steps, string tenant = "acme")
    {
        Tenant = TenantId.Parse(tenant);
        await Service.PutTenantAsync(Tenant, definition, Cancellation);
        await ApplyAsync(steps);
    }

    /// <summary>Makes a change by steps, a JSON list, as the system unless they say otherwise; they must all hold.</summary>
    public async Task ApplyAsync(string steps)
    {
        var result = await Service.ApplyAsync(Tenant, StepWire.ReadRequest(Json.Parse($$"""{"steps": {{steps}}}""")), Cancellation);
        Assert.True(result.Applied, string.Join("; ", result.Results.Select(r => r.Message)));
    }

    /// <summary>Whether somebody may do something.</summary>
    public async Task<bool> MayAsync(string subject, string action, string resource) => (await Service.CheckAsync(
        Tenant, new CheckRequest(SubjectRef.Parse(subject), action, ResourceRef.Parse(resource)), Cancellation)).Allowed;

    /// <summary>A token of a user's own, without any scope unless some are named: <c>acl:read</c>.</summary>
    public string TokenOf(string user, string scope = "") => Issuer!.Keys[0].Token(Node.Map(
        ("iss", Node.Of(Issuer.Address)), ("aud", Node.Of(Audience)), ("sub", Node.Of(user)), ("scope", Node.Of(scope)),
        ("exp", Node.Of(DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()))));

    /// <summary>A client without a session that follows no redirect.</summary>
    public Visitor Visit() => new(Address);

    /// <summary>A client that has signed in.</summary>
    public async Task<Visitor> SignInAsync(string token = Token)
    {
        var visitor = Visit();
        var answer = await visitor.SubmitAsync("/ui/sign-in", ("token", token), ("tenant", Tenant.ToString() is { Length: > 0 } name ? name : "default"));
        Assert.Equal((HttpStatusCode.Redirect, ""), (answer.Status, answer.Status == HttpStatusCode.Redirect ? "" : answer.Text));
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        if (Issuer is not null) await Issuer.DisposeAsync();
        await Service.DisposeAsync();
    }
}
