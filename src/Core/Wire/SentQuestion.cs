using OrleansAcl.Documents;
using OrleansAcl.Operations;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.Suggesting;
using OrleansAcl.WhatIf;

namespace OrleansAcl.Wire;

/// <summary>A question as it travels within a cluster: by the name of its path and the JSON of its body, answered by the JSON of its answer.</summary>
/// <param name="Assumes">Whether it is to be asked as if steps had been made, and of nobody but the tenant's writer.</param>
/// <param name="Ask">Asks it of the tenant as it is.</param>
/// <param name="AskAssuming">Asks it of the tenant as it would be.</param>
internal sealed record SentQuestion(bool Assumes, Func<TenantView, Node> Ask, Func<TenantState, TimeProvider, Node> AskAssuming)
{
    /// <summary>Reads a question; null when there is none of that name.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static SentQuestion? Read(string name, Node body) => name switch
    {
        AclPaths.Check => Of(CheckWire.Read(body), r => r.Assuming, static (view, r) => view.Check(r), DecisionWire.Write),
        AclPaths.CheckMany => Batch(CheckWire.ReadMany(body)),
        AclPaths.Explain => Explained(CheckWire.ReadExplained(body)),
        AclPaths.List => Of(ListWire.Read(body), r => r.Assuming, static (view, r) => view.List(r), a => ListWire.WriteResult(a, cost: true)),
        AclPaths.Who => Of(WhoWire.Read(body), r => r.Assuming, static (view, r) => view.Who(r), a => WhoWire.WriteResult(a, cost: true)),
        AclPaths.Impact => WouldBe(ImpactWire.Read(body)),
        AclPaths.Actions => Of(ActionsWire.Read(body), r => r.Assuming, static (view, r) => view.Actions(r), a => ActionsWire.WriteResult(a, cost: true)),
        _ when name.StartsWith(AclPaths.Operations + "/", StringComparison.Ordinal) => Of(
            OperationWire.Read(name[(AclPaths.Operations.Length + 1)..], body), r => r.Assuming,
            static (view, r) => new OperationRunner(view).Run(r), OperationWire.WriteResult),
        _ => null,
    };

    /// <summary>Asks it of the tenant as it is.</summary>
    /// <exception cref="AclException">It is to be asked as if steps had been made: an answer without them would be one to another question.</exception>
    public Node AskAsItIs(TenantView view) => Assumes ? throw Misdirected : Ask(view);

    /// <summary>The complaint that a question which assumes something came to where nothing can be assumed.</summary>
    public static AclException Misdirected => new(ErrorCodes.InvalidArguments, "nothing can be assumed here", StepWire.Assuming);

    private static SentQuestion Of<TRequest, TAnswer>(
        TRequest request, Func<TRequest, IReadOnlyList<Step>> assuming, Func<TenantView, TRequest, TAnswer> ask, Func<TAnswer, Node> write) => new(
        assuming(request).Count > 0,
        view => write(ask(view, request)),
        (tenant, time) => write(Assumptions.Ask(tenant, time, assuming(request), request, ask)));

    private static SentQuestion Explained(CheckRequest request) => request.Suggest
        ? new(true, _ => throw Misdirected, (tenant, time) => ExplanationWire.Write(Suggester.Explain(tenant, time, request)))
        : Of(request, r => r.Assuming, static (view, r) => view.Explain(r), ExplanationWire.Write);

    private static SentQuestion WouldBe(ImpactRequest request) => new(
        true, _ => throw Misdirected, (tenant, time) => ImpactWire.WriteResult(Impact.Of(tenant, time, request), cost: true));

    private static SentQuestion Batch(IReadOnlyList<CheckRequest> requests) => new(
        requests.Any(r => r.Assuming.Count > 0),
        view => DecisionWire.WriteMany(view.CheckMany(requests)),
        (tenant, time) => DecisionWire.WriteMany(Assumptions.CheckMany(tenant, time, requests)));
}
