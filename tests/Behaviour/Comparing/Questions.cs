using OrleansAcl.Documents;
using OrleansAcl.Oracle;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>The kinds of questions.</summary>
internal static class Questions
{
    private static readonly int[] PageSizes = [1, 2, 7, 100];

    public static Question Check(CheckRequest check) => new(
        "check", Written(check), world => Word(world.Decide(check)), async (service, tenant) => Word((await service.CheckAsync(tenant, check)).Allowed));

    public static Question Explain(CheckRequest check) => new(
        "explain", Written(check), world => Word(world.Decide(check)), async (service, tenant) => Word((await service.ExplainAsync(tenant, check)).Allowed));

    public static Question List(CheckRequest check, string type)
    {
        var list = new ListRequest(check.Subject, check.Action, type)
        {
            Namespace = check.Namespace, SubjectProperties = check.SubjectProperties, Context = check.Context,
            Assuming = check.Assuming,
        };
        var value = Node.Map(
            ("subject", SubjectOf(check)), ("action", Node.Of(check.Action)), ("type", Node.Of(type)), ("namespace", Text(check.Namespace)), ("context", check.Context?.Copy()));
        return new("list", value.ToString(), world => Sorted(world.List(list).Select(r => r.ToString())), (service, tenant) =>
            WholeAndInPagesAsync(list, r => r.Id, r => r.ToString(), asked => service.ListAsync(tenant, asked)));
    }

    public static Question Who(CheckRequest check)
    {
        var who = new WhoRequest(check.Action, check.Resource)
        {
            Namespace = check.Namespace, Parent = check.Parent, ResourceProperties = check.ResourceProperties, Context = check.Context,
            Assuming = check.Assuming,
        };
        var value = Node.Map(
            ("action", Node.Of(check.Action)), ("resource", ResourceOf(check)), ("type", Node.Of("user")), ("namespace", Text(check.Namespace)), ("context", check.Context?.Copy()));
        return new(
            "who", value.ToString(), world => Sorted(world.Who(who).Select(s => s.ToString())), (service, tenant) =>
                WholeAndInPagesAsync(who, s => s.Id, s => s.ToString(), asked => service.WhoAsync(tenant, asked)));
    }

    public static Question Actions(CheckRequest check)
    {
        var actions = new ActionsRequest(check.Subject, check.Resource)
        {
            Namespace = check.Namespace, SubjectProperties = check.SubjectProperties, ResourceProperties = check.ResourceProperties, Context = check.Context,
            Assuming = check.Assuming,
        };
        var value = Node.Map(
            ("subject", SubjectOf(check)), ("resource", ResourceOf(check)), ("namespace", Text(check.Namespace)), ("context", check.Context?.Copy()));
        return new("actions", value.ToString(), world => Sorted(world.Actions(actions)), (service, tenant) =>
            WholeAndInPagesAsync(actions, a => a, a => a, asked => service.ActionsAsync(tenant, asked)));
    }

    public static Question Operation(OperationRequest request, Func<World, ITasks> tasks)
    {
        var value = Node.Map(
            ("name", Node.Of(request.Name)), ("subject", Subject(request.Subject, request.SubjectProperties)), ("args", request.Arguments?.Copy()),
            ("items", request.Items.Count > 0 ? Node.List(request.Items.Select(i => i.ToString())) : null), ("namespace", Text(request.Namespace)), ("context", request.Context?.Copy()));
        return new("operation", value.ToString(), world => Word(tasks(world).Operate(request)), async (service, tenant) => Word(await service.OperationAsync(tenant, request)));
    }

    /// <summary>Whether a step is taken or refused, and why.</summary>
    public static Question Step(Step step) => new(step.Verb, step.Value.ToString(), world =>
    {
        world.Apply(step);
        return "applied";
    }, async (service, tenant) => Word(await service.ApplyAsync(tenant, [step])));

    /// <summary>The answer to a list of steps: applied, or what became of the first that was refused.</summary>
    public static string Word(ApplyResult result)
    {
        var refused = result.Results.FirstOrDefault(r => r.Status is StepStatus.Error or StepStatus.Denied);
        if (result.Applied != refused is null) return "neither applied nor refused";
        return refused is null ? "applied" : refused.Status == StepStatus.Denied ? "denied" : $"error {refused.Code}";
    }

    private static string Word(bool allowed) => allowed ? "allow" : "deny";

    private static string Word(Answer a) => $"{(a.Error is null ? Word(a.Allowed) : "error " + a.Error)} missing {Sorted(a.Missing)} visible {Sorted(a.Visible.Select(r => r.ToString()))}";

    private static string Word(OperationResult r) =>
        $"{(r.Outcome == OperationOutcome.Error ? "error " + r.Error : Word(r.Outcome == OperationOutcome.Allow))} missing {Sorted(r.Missing)} visible {Sorted(r.Visible.Select(r => r.ToString()))}";

    /// <summary>ONE-ANSWER: a list asked for page by page, of whatever size, is the list as a whole.</summary>
    private static async ValueTask<string> WholeAndInPagesAsync<TQuestion, T>(
        TQuestion question, Func<T, string> id, Func<T, string> text, Func<TQuestion, ValueTask<Listed<T>>> ask) where TQuestion : PagedQuestion
    {
        var whole = await ask(question);
        if (!whole.Complete || whole.Next is not null) return $"not complete, {whole.Incomplete}";
        foreach (var size in PageSizes)
        {
            var paged = await Paging.AllAsync(question, size, id, ask);
            if (!paged.SequenceEqual(whole)) return $"{Sorted(paged.Select(text))} in pages of {size}, {Sorted(whole.Select(text))} as a whole";
        }

        return Sorted(whole.Select(text));
    }

    /// <summary>A list in an order of its own, as YAML.</summary>
    public static string Sorted(IEnumerable<string> items) => Node.List(items.Order(StringComparer.Ordinal)).ToString();

    private static string Written(CheckRequest check) => Node.Map(
        ("subject", SubjectOf(check)), ("action", Node.Of(check.Action)), ("resource", ResourceOf(check)), ("namespace", Text(check.Namespace)),
        ("parent", Text(check.Parent?.ToString())), ("context", check.Context?.Copy())).ToString();

    private static Node SubjectOf(CheckRequest check) => Subject(check.Subject, check.SubjectProperties);

    private static Node Subject(SubjectRef subject, Node? properties) => properties is null
        ? Node.Of(subject.ToString())
        : Node.Map(("type", Node.Of(subject.Type)), ("id", Node.Of(subject.Id)), ("properties", properties.Copy()));

    private static Node ResourceOf(CheckRequest check) => check.ResourceProperties is null
        ? Node.Of(check.Resource.ToString())
        : Node.Map(("type", Node.Of(check.Resource.Type)), ("id", Node.Of(check.Resource.Id)), ("properties", check.ResourceProperties.Copy()));

    private static Node? Text(string? text) => text is null ? null : Node.Of(text);
}
