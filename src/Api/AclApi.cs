using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansAcl.Api.AuthZen;
using OrleansAcl.Api.Decisions;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Management;
using OrleansAcl.Api.Pages;
using OrleansAcl.Api.Security;
using OrleansAcl.Api.Systems.Actian;
using OrleansAcl.Api.Systems.Apolo;
using OrleansAcl.Api.Systems.Lusid;
using OrleansAcl.Api.Systems.Qubole;
using OrleansAcl.Api.Systems.Slc;

namespace OrleansAcl.Api;

/// <summary>
/// The HTTP API over whatever <see cref="IAclService"/> is registered: AuthZEN Authorization API 1.0, management under
/// <c>/tenants</c>, and the systems' own interfaces. Everything but <c>/.well-known</c> and <c>/healthz</c> takes a bearer token.
/// </summary>
public static class AclApi
{
    /// <summary>Registers what the endpoints need; the <see cref="IAclService"/> is the host's to register.</summary>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    public static IServiceCollection AddAclApi(this IServiceCollection services, AclApiOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        if (options.DecisionLog is { } log)
            services.AddSingleton(log).AddSingleton<DecisionLog>().AddSingleton<LoggedAclService>();
        return services
            .AddRouting()
            .AddSingleton(options)
            .AddSingleton<CursorTokens>()
            .AddSingleton<Authentication>()
            .AddSingleton<IAuthenticator, AdministratorToken>()
            .AddSingleton<IAuthenticator, KeyAuthenticator>()
            .AddSingleton<IAuthenticator, JwtAuthenticator>();
    }

    /// <summary>Maps every endpoint.</summary>
    public static IEndpointRouteBuilder MapAclApi(this IEndpointRouteBuilder routes)
    {
        HealthEndpoints.Map(routes);
        MetadataEndpoints.Map(routes);
        EvaluationEndpoints.Map(routes);
        SearchEndpoints.Map(routes);
        ServerEndpoints.Map(routes);
        TenantEndpoints.Map(routes);
        QuestionEndpoints.Map(routes);
        ListEndpoints.Map(routes);
        ChangeEndpoints.Map(routes);
        ObjectEndpoints.Map(routes);
        ChangeLogEndpoints.Map(routes);
        UndoEndpoints.Map(routes);
        TransferEndpoints.Map(routes);
        ModelEndpoints.Map(routes);
        KeyEndpoints.Map(routes);
        ApoloEndpoints.Map(routes);
        SlcEndpoints.Map(routes);
        QuboleObjectPolicies.Map(routes);
        QuboleRoles.Map(routes);
        LusidRoutes.Map(routes);
        ActianPolicies.Map(routes);
        CollectionEndpoints.Map(routes);
        RemovalEndpoints.Map(routes);
        UnroutedEndpoint.Map(routes);
        return routes;
    }
}
