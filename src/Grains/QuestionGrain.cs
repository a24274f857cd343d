using Orleans.Concurrency;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Remodelling;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.Wire;

namespace OrleansAcl.Grains;

/// <inheritdoc cref="IQuestionGrain"/>
[StatelessWorker, Reentrant, GrainType("question")]
public sealed class QuestionGrain(Replicas replicas, IModelLibrary models, TimeProvider time) : Grain, IQuestionGrain
{
    private string Tenant => QuestionKeys.Tenant(this.GetPrimaryKeyString());

    private Replica Replica => replicas.Of(Tenant);

    /// <inheritdoc/>
    public async Task<CheckAnswer> CheckAsync(CheckQuestion question)
    {
        try
        {
            return CheckAnswer.Of(await Replica.AskAsync(question.Read(), static (view, request) => view.Check(request)));
        }
        catch (AclException e)
        {
            return CheckAnswer.Of(e);
        }
    }

    /// <inheritdoc/>
    public async Task<CheckAnswers> CheckManyAsync(CheckQuestions questions)
    {
        try
        {
            return new CheckAnswers(await Replica.AskAsync(questions.Read(), static (view, requests) => view.CheckMany(requests)), null);
        }
        catch (AclException e)
        {
            return new CheckAnswers(null, e);
        }
    }

    /// <inheritdoc/>
    public Task<Answer> AskAsync(string question, string body) => Answers.OfAsync(async () =>
    {
        var replica = Replica;
        var node = Json.ParseOwn(body);
        if (SentQuestion.Read(question, node) is { } asked)
        {
            return question is AclPaths.List or AclPaths.Who
                ? await replica.AskMuchAsync(asked, static (view, q) => q.AskAsItIs(view))
                : await replica.AskAsync(asked, static (view, q) => q.AskAsItIs(view));
        }

        return question switch
        {
            AclPaths.Object => await replica.AskAsync(ObjectWire.ReadRef(node), static (view, r) => view.Get(r)) is { } found ? ObjectWire.Write(found) : Node.Null(),
            AclPaths.Objects => ObjectWire.WritePage(await replica.AskMuchAsync(ObjectWire.ReadRequest(node), static (view, r) => view.Browse(r))),
            AclPaths.ModelPlan => ModelPlanWire.Write(await PlanAsync(replica, ModelWire.ReadChange(node))),
            AclPaths.ModelCompare => ModelPlanWire.WriteComparison(await replica.AskAsync(
                ModelPlanWire.ReadQuestion(node), (view, r) => OtherModel.Compare(view, r.Change, r.Checks, models, time))),
            AclPaths.Changes => ChangeWire.WritePage(await new ChangeLog(GrainFactory, replica, Tenant, time).PageAsync(ChangeWire.ReadRequest(node))),
            _ => throw new AclException(ErrorCodes.InvalidArguments, $"there is no question `{References.Shown(question)}`"),
        };
    });

    /// <summary>Plans a model on all that the tenant holds, apart from this grain's other work, which it would hold up.</summary>
    private async Task<ModelPlan> PlanAsync(Replica replica, ModelChange change)
    {
        var (content, clock) = await replica.AskAsync(0, static (view, _) => (view.Content(), view.Clock));
        return await Task.Run(() => ModelPlanner.Plan(content, clock, change, models, time));
    }
}
