using System.Net.Http.Headers;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Transfer;
using OrleansAcl.Wire;

namespace OrleansAcl.Client;

/// <summary>
/// <see cref="IAclService"/> of a server over HTTP, with the answers and the <see cref="AclException"/>s it gives in process. A server
/// that gives no answer, or none that is understood, is <see cref="ErrorCodes.Unreachable"/>, never a decision (FAIL-CLOSED).
/// </summary>
public sealed class HttpAclService : IAclService, IStreamImport, IDisposable
{
    /// <summary>Largest answer accepted, in bytes: 64 MiB.</summary>
    public const int AnswerBytes = 64 << 20;

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly ServerConnection _server;
    private readonly HttpClient? _owned;

    /// <summary>Talks to the server at the client's base address with the client's own headers; the client stays the caller's.</summary>
    /// <param name="http">With a base address that ends in a slash.</param>
    public HttpAclService(HttpClient http) => _server = new ServerConnection(http);

    private HttpAclService(HttpClient http, HttpClient owned) : this(http) => _owned = owned;

    /// <summary>Connects to a server. Redirects are not followed: they would take the token elsewhere.</summary>
    /// <param name="server">The API's base address, for example <c>https://acl.example.com/</c>.</param>
    /// <param name="token">The bearer token; null when the server wants none.</param>
    public static HttpAclService Connect(Uri server, string? token)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = ConnectionLifetime };
        var http = new HttpClient(handler)
        {
            BaseAddress = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/"),
            MaxResponseContentBufferSize = AnswerBytes,
            // What is sent in one piece has a time of its own; exports and imports take as long as they take.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new HttpAclService(http, http);
    }

    /// <inheritdoc/>
    public ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, AclPaths.Check, CheckWire.Write(request), DecisionWire.Read, cancellation);

    /// <inheritdoc/>
    public ValueTask<Listed<CheckOutcome>> CheckManyAsync(
        TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default) =>
        AskAsync(tenant, AclPaths.CheckMany, CheckWire.WriteMany(requests), DecisionWire.ReadMany, cancellation);

    /// <inheritdoc/>
    public ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, AclPaths.Explain, CheckWire.WriteExplained(request), ExplanationWire.Read, cancellation);

    /// <inheritdoc/>
    public ValueTask<OperationResult> OperationAsync(
        TenantId tenant, OperationRequest request, CancellationToken cancellation = default)
    {
        // A path cannot carry these as a segment, and no model names an operation so.
        if (request.Name is "" or "." or "..")
            throw new AclException(ErrorCodes.UnknownOperation, $"there is no operation `{request.Name}`");
        var path = $"{AclPaths.Operations}/{Uri.EscapeDataString(request.Name)}";
        return AskAsync(tenant, path, OperationWire.Write(request), OperationWire.ReadResult, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        PagesAsync(tenant, AclPaths.List, request, ListWire.Write, ListWire.ReadResult, cancellation);

    /// <inheritdoc/>
    public ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        PagesAsync(tenant, AclPaths.Who, request, WhoWire.Write, WhoWire.ReadResult, cancellation);

    /// <inheritdoc/>
    public ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        PagesAsync(tenant, AclPaths.Actions, request, ActionsWire.Write, ActionsWire.ReadResult, cancellation);

    /// <inheritdoc/>
    public ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default) =>
        PagesAsync(tenant, AclPaths.Impact, request, ImpactWire.Write, ImpactWire.ReadResult, cancellation);

    /// <inheritdoc/>
    public async ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default)
    {
        var path = $"{AclPaths.Management(tenant.Value)}/{AclPaths.Apply}";
        var sent = StepWire.WriteRequest(request);
        var answer = await _server.SendAsync(HttpMethod.Post, path, sent, cancellation);

        // A refused step is a result, not an exception, here as in process.
        return answer.Succeeded
            ? answer.Read(ApplyWire.ReadApplied)
            : SentPlaces.Restore(answer.ReadProblem(ApplyWire.ReadRefused) ?? throw answer.Refusal(), request.Steps, sent);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation = default)
    {
        var answer = await _server.SendAsync(HttpMethod.Get, $"{AclPaths.Management(tenant.Value)}/{AclPaths.ObjectAt(reference)}", null, cancellation);
        return answer.IsRefusedWith(ErrorCodes.NotFound) ? null : answer.ReadSuccess(ObjectWire.Read);
    }

    /// <inheritdoc/>
    public ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, AclPaths.Objects, ObjectWire.WriteRequest(request), ObjectWire.ReadPage, cancellation);

    /// <inheritdoc/>
    public async ValueTask<ChangePage> ChangesAsync(TenantId tenant, ChangesRequest request, CancellationToken cancellation = default)
    {
        var query = $"since={request.Since}&limit={request.Limit}&wait={(long)request.Wait.TotalMilliseconds}";
        var answer = await _server.SendAsync(HttpMethod.Get, $"{AclPaths.Management(tenant.Value)}/{AclPaths.Changes}?{query}", null, cancellation);
        return answer.ReadSuccess(ChangeWire.ReadPage);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Node> ExportAsync(TenantId tenant, CancellationToken cancellation = default) =>
        _server.LinesAsync($"{AclPaths.Management(tenant.Value)}/{AclPaths.Export}", cancellation);

    /// <inheritdoc/>
    public async ValueTask<TenantInfo> ImportAsync(TenantId tenant, Stream ndjson, CancellationToken cancellation = default)
    {
        var answer = await _server.SendStreamAsync($"{AclPaths.Management(tenant.Value)}/{AclPaths.Import}", ndjson, cancellation);
        return answer.ReadSuccess(TenantWire.Read);
    }

    /// <inheritdoc/>
    public async ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default)
    {
        var answer = await _server.SendAsync(
            HttpMethod.Put, AclPaths.Tenant(tenant.Value), TenantWire.WriteDefinition(definition), cancellation);
        return answer.ReadSuccess(TenantWire.Read);
    }

    /// <inheritdoc/>
    public async ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var answer = await _server.SendAsync(HttpMethod.Get, AclPaths.Tenant(tenant.Value), null, cancellation);
        return answer.IsRefusedWith(ErrorCodes.UnknownTenant) ? null : answer.ReadSuccess(TenantWire.Read);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default)
    {
        var answer = await _server.SendAsync(HttpMethod.Get, AclPaths.Tenants, null, cancellation);
        return answer.ReadSuccess(TenantWire.ReadMany);
    }

    /// <inheritdoc/>
    public ValueTask<ModelPlan> PlanModelAsync(TenantId tenant, ModelChange change, CancellationToken cancellation = default) =>
        AskAsync(tenant, AclPaths.ModelPlan, ModelWire.WriteChange(change), ModelPlanWire.Read, cancellation);

    /// <inheritdoc/>
    public async ValueTask<ModelResult> PutModelAsync(TenantId tenant, ModelRequest request, CancellationToken cancellation = default)
    {
        var answer = await _server.SendAsync(
            HttpMethod.Put, $"{AclPaths.Management(tenant.Value)}/{AclPaths.Model}", ModelWire.WriteRequest(request), cancellation);
        // What stands against a model is a result, not an exception, here as in process.
        return answer.Succeeded ? answer.Read(ModelWire.ReadResult) : answer.ReadProblem(ModelWire.ReadRefused) ?? throw answer.Refusal();
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var answer = await _server.SendAsync(HttpMethod.Get, $"{AclPaths.Management(tenant.Value)}/{AclPaths.ModelVersions}", null, cancellation);
        return answer.ReadSuccess(ModelWire.ReadVersions);
    }

    /// <inheritdoc/>
    public ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default) =>
        AskAsync(tenant, AclPaths.ModelCompare, ModelPlanWire.WriteQuestion(change, checks), ModelPlanWire.ReadComparison, cancellation);

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var answer = await _server.SendAsync(HttpMethod.Delete, AclPaths.Tenant(tenant.Value), null, cancellation);
        if (answer.IsRefusedWith(ErrorCodes.UnknownTenant)) return false;
        return answer.Succeeded ? true : throw answer.Refusal();
    }

    /// <summary>Lets the connections go that <see cref="Connect"/> made.</summary>
    public void Dispose() => _owned?.Dispose();

    /// <summary>
    /// One page, or where no limit is given all of them to the end. A server answers page by page, each at its newest revision; what they are put
    /// together to is of the first one's, since no change up to that is missing from any.
    /// </summary>
    private async ValueTask<Listed<T>> PagesAsync<TQuestion, T>(
        TenantId tenant, string path, TQuestion question, Func<TQuestion, Node> write, Func<Node, Listed<T>> read, CancellationToken cancellation)
        where TQuestion : PagedQuestion
    {
        ValueTask<Listed<T>> PageAsync(string? after) =>
            AskAsync(tenant, $"{path}?explain=cost", write((TQuestion)((PagedQuestion)question with { After = after })), read, cancellation);

        var page = await PageAsync(question.After);
        if (question.Limit is not null || page.Next is null) return page;
        var (items, looked, revision) = (page.ToList(), page.Looked, page.Revision);
        while (page.Next is { } next)
        {
            page = await PageAsync(next);
            items.AddRange(page);
            looked += page.Looked;
        }

        return new Listed<T>(items, revision) { Incomplete = page.Incomplete, Looked = looked };
    }

    private async ValueTask<T> AskAsync<T>(TenantId tenant, string path, Node question, Func<Node, T> read, CancellationToken cancellation)
    {
        var answer = await _server.SendAsync(HttpMethod.Post, $"{AclPaths.Management(tenant.Value)}/{path}", question, cancellation);
        return answer.ReadSuccess(read);
    }
}
