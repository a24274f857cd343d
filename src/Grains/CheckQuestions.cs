using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Grains;

/// <summary>Reads a check as it travelled.</summary>
internal static class CheckQuestions
{
    /// <summary>The check.</summary>
    /// <param name="question">As it travelled.</param>
    /// <param name="key">What the key of the grain that was asked says of the resource, as written.</param>
    public static CheckRequest Read(CheckQuestion question, ResourceRef key = default)
    {
        if (question.Whole is { } whole)
            return CheckWire.Read(Json.ParseOwn(whole)) is { Assuming.Count: 0 } check ? check : throw SentQuestion.Misdirected;
        // The client has made the references already, and so looked at their form.
        var resource = question.ResourceType is { } type ? ResourceRef.Plain(type, question.ResourceId!)
            : question.ResourceId is { } written ? ResourceRef.Parse(written)
            : key;
        return new CheckRequest(SubjectRef.Checked(question.SubjectType ?? SubjectRef.User, question.SubjectId), question.Action, resource)
        {
            Namespace = question.Namespace,
        };
    }
}
