using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansAcl.Silo.Tests.Health;

/// <summary>A whole silo that is asked how it is, and told to stop.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task ASilo_ThatHasStarted_LivesAndIsReady()
    {
        await using var silo = await LocalSilo.StartAsync(new SiloOptions());
        Assert.Equal((HttpStatusCode.OK, """{"status":"ok"}"""), await silo.GetAsync("/healthz/live"));
        Assert.Equal((HttpStatusCode.OK, """{"status":"ok"}"""), await silo.GetAsync("/healthz/ready"));
    }

    [Fact]
    public async Task ASilo_ThatIsStopping_LivesAndIsNotReady_AndSaysWhy()
    {
        await using var silo = await LocalSilo.StartAsync(new SiloOptions());
        silo.Application.Services.GetRequiredService<SiloReadiness>().Leave();
        Assert.Equal(HttpStatusCode.OK, (await silo.GetAsync("/healthz/live")).Status);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, """{"status":"unavailable","reason":"the silo is stopping"}"""), await silo.GetAsync("/healthz/ready"));
    }

    [Fact]
    public async Task ARequestUnderWay_WhenTheSiloIsToldToStop_IsAnswered()
    {
        await using var silo = await LocalSilo.StartAsync(new SiloOptions());
        using var content = new HeldContent("""{"model":"qubole-scheduler"}""");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/tenants/late") { Content = content };
        request.Headers.ExpectContinue = true;
        var answer = silo.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await content.Wanted;

        var stopping = silo.Application.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        content.Release();
        Assert.True((await answer).IsSuccessStatusCode, await (await answer).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => silo.Http.GetAsync("/healthz/live", TestContext.Current.CancellationToken));
    }

    /// <summary>A body that is sent only once the server has asked for it, which says that the request is under way, and the test lets it go.</summary>
    private sealed class HeldContent : StringContent
    {
        private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeldContent(string text)
            : base(text, System.Text.Encoding.UTF8, "application/json")
        {
        }

        public Task Wanted => _wanted.Task;

        public void Release() => _released.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _wanted.SetResult();
            await _released.Task;
            await base.SerializeToStreamAsync(stream, context, cancellationToken);
        }
    }
}
