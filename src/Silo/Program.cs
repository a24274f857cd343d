using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using OrleansAcl;
using OrleansAcl.Api;
using OrleansAcl.Client.Orleans;
using OrleansAcl.Grains;
using OrleansAcl.Silo;

// One silo: the grains, and the HTTP API over them. Clustering and storage are those of one machine, in memory: for trying a cluster and
// for tests. What is acknowledged survives a request, not the silos.
var builder = WebApplication.CreateBuilder(args);
var options = builder.Configuration.GetSection(SiloOptions.Section).Get<SiloOptions>() ?? new SiloOptions();
Directory.CreateDirectory(options.Data);

builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(options.Address, options.Port);
});
builder.UseOrleans(silo =>
{
    silo.UseLocalhostClustering(
        options.SiloPort, options.GatewayPort, options.PrimaryPort is { } primary ? new IPEndPoint(IPAddress.Loopback, primary) : null, "acl", "acl");
    silo.AddMemoryGrainStorageAsDefault();
    silo.Services.AddAclGrains(new AclGrainOptions { Lease = options.Lease });
});
builder.Services.AddOrleansAcl();
builder.Services.AddAclApi(new AclApiOptions { Token = AdminToken.Open(options.Data, out var made), PublicBaseUrl = options.PublicUrl });

var application = builder.Build();
application.MapAclApi();
await application.StartAsync();
if (made) Console.WriteLine($"the administrator's token, shown this once: {AdminToken.Open(options.Data)}");
Console.WriteLine($"listening on http://{options.Address}:{options.Port}, silo port {options.SiloPort}, the token is in {Path.Combine(options.Data, AdminToken.FileName)}");
await application.WaitForShutdownAsync();
