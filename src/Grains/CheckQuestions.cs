using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Grains;

/// <summary>Reads a check as it travelled.</summary>
internal static class CheckQuestions
{
    /// <summary>The check.</summary>
    /// <param name="question">As it travelled.</param>
    /// <param name="key">What the grain's key says of the resource, as written.</param>
    public static CheckRequest Read(CheckQuestion question, ResourceRef key) => question.Whole is { } whole
        ? CheckWire.Read(Json.Parse(whole))
        : new CheckRequest(
            new SubjectRef(question.SubjectType ?? SubjectRef.User, question.SubjectId), question.Action,
            question is { ResourceType: { } type, ResourceId: { } id } ? new ResourceRef(type, id) : key) { Namespace = question.Namespace };
}
