using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Checks;

/// <summary>What the page of a check shows.</summary>
/// <param name="Tenant">The tenant that is asked.</param>
/// <param name="Form">The question as typed.</param>
/// <param name="Choices">What may be put into it.</param>
public sealed record CheckView(TenantInfo Tenant, CheckForm Form, CheckChoices Choices)
{
    /// <summary>What was asked; null when nothing could be.</summary>
    public CheckRequest? Asked { get; init; }

    /// <summary>The answer, with why; null when there is none.</summary>
    public Explanation? Answer { get; init; }

    /// <summary>What is wrong with the question; its place is a field of the form.</summary>
    public AclException? Error { get; init; }

    /// <summary>What is wrong with one field; null when it is not that.</summary>
    public string? ErrorOf(string field) => Error is { } error && error.Place == field ? error.Detail : null;
}

/// <summary>What is suggested while a question is typed: some of what is stored, for those who may read it.</summary>
/// <param name="Subjects">Users and groups.</param>
/// <param name="Actions">The actions that the model names.</param>
/// <param name="Resources">Resources.</param>
public sealed record CheckChoices(Choices Subjects, Choices Actions, Choices Resources)
{
    /// <summary>Reads them.</summary>
    internal static async ValueTask<CheckChoices> ReadAsync(PageCall call, TenantInfo tenant)
    {
        var actions = new Choices([.. tenant.Types.SelectMany(type => type.Creation is { } creation ? [.. type.Actions, creation] : type.Actions).Distinct()]);
        return new CheckChoices(
            await Choices.SubjectsAsync(call, SubjectRef.User, SubjectRef.Group), actions, call.MayRead ? await Choices.IdsAsync(call, ObjectRef.Resource) : Choices.None);
    }
}
