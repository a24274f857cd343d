using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace OrleansAcl.ClusterBench.Silos;

/// <summary>Every grain call between and within the silos of this process, by method and by whether it left the caller's silo.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentDictionary<(string Method, bool Remote), long> _calls = new();

    /// <summary>How often each was called.</summary>
    public IReadOnlyDictionary<(string Method, bool Remote), long> Calls => _calls;

    public void Clear() => _calls.Clear();

    public void Note(string method, bool remote) => _calls.AddOrUpdate((method, remote), 1, static (_, calls) => calls + 1);
}

/// <summary>Says on the way out which silo a call comes from, and counts it on the way in, where the grain is.</summary>
internal sealed class CallLogFilter(CallLog log, ILocalSiloDetails silo) : IOutgoingGrainCallFilter, IIncomingGrainCallFilter
{
    private const string From = "bench.from";

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        RequestContext.Set(From, silo.SiloAddress.ToString());
        return context.Invoke();
    }

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (RequestContext.Get(From) is string from) log.Note(Name(context), from != silo.SiloAddress.ToString());
        return context.Invoke();
    }

    private static string Name(IIncomingGrainCallContext context)
    {
        var ours = context.InterfaceMethod.DeclaringType?.Namespace?.StartsWith(nameof(OrleansAcl), StringComparison.Ordinal) ?? false;
        return $"{(ours ? "" : "(Orleans) ")}{context.InterfaceName.Split('.')[^1]}.{context.MethodName}";
    }
}

/// <summary>Puts the log into a silo.</summary>
internal static class CallLogHosting
{
    public static void AddCallLog(this IServiceCollection services, CallLog log) => services
        .AddSingleton(log).AddSingleton<CallLogFilter>()
        .AddSingleton<IOutgoingGrainCallFilter>(provider => provider.GetRequiredService<CallLogFilter>())
        .AddSingleton<IIncomingGrainCallFilter>(provider => provider.GetRequiredService<CallLogFilter>());
}
