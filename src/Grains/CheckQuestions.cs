using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Grains;

/// <summary>Reads a check as it travelled.</summary>
internal static class CheckQuestions
{
    /// <summary>The check.</summary>
    public static CheckRequest Read(CheckQuestion question) => question.Whole is { } whole
        ? CheckWire.Read(Json.ParseOwn(whole))
        : new CheckRequest(
            new SubjectRef(question.SubjectType, question.SubjectId), question.Action,
            question.Canonical
                ? new ResourceRef(question.ResourceType, question.ResourceId)
                : ResourceRef.Parse($"{question.ResourceType}:{question.ResourceId}")) { Namespace = question.Namespace };
}
