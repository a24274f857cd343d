using System.CommandLine;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary>The arguments of <c>model plan</c> and <c>model put</c>: which model, and with which settings.</summary>
internal sealed class ModelArguments
{
    private readonly Argument<string?> _model = new("MODEL")
    {
        Description = "A built-in model, or the path of a model file; left out, the tenant's own", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _settings = new("--settings") { Description = "The model's settings, a JSON object; left out, the tenant's own", HelpName = "JSON" };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_settings);
    }

    /// <summary>The change they stand for.</summary>
    public async Task<ModelChange> ReadAsync(ParseResult parsed, long? version, CancellationToken cancellation)
    {
        var change = new ModelChange { Version = version, Settings = QuestionOptions.ReadMap(parsed.GetValue(_settings), "--settings") };
        if (parsed.GetValue(_model) is not { } model) return change;
        var source = await ModelSource.ReadAsync(new TenantDefinition(), model, "", cancellation);
        return change with { Model = source.Model, ModelFile = source.ModelFile };
    }
}

/// <summary>The options of <c>model put</c> and <c>model restore</c>: of what the change is made, why, and whether at all.</summary>
internal sealed class ModelPutOptions
{
    private readonly Option<long?> _of = new("--if-version") { Description = "Only when this is the version of the tenant's model", HelpName = "N" };
    private readonly Option<long?> _at = new("--if-revision") { Description = "Only when the tenant is at this revision, such as that of a plan", HelpName = "N" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would become of it, and change nothing" };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for the change log", HelpName = "TEXT" };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_of, _at, _dryRun, _reason]) command.Add(option);
    }

    /// <summary>The request for a change.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> when it is to be made as somebody: no model says who may change it.</exception>
    public ModelRequest Read(Session session, ParseResult parsed, ModelChange change) => session.As is null
        ? new ModelRequest(change)
        {
            Versions = parsed.GetValue(_of) is { } version ? [version] : null, Revision = parsed.GetValue(_at), DryRun = parsed.GetValue(_dryRun),
            Reason = parsed.GetValue(_reason),
        }
        : throw new AclException(ErrorCodes.InvalidArguments, "a model is changed as nobody", "--as");
}
