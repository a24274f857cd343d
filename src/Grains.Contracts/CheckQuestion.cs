using System.Collections;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Grains;

/// <summary>A check on its way to a grain: to one on the same silo as the request that it is, over the wire in the few fields that it needs.</summary>
[Immutable, Alias("acl.check-question")]
public readonly struct CheckQuestion
{
    private readonly object _said;
    private readonly bool _ofItsGrain;

    /// <summary>A check to be asked.</summary>
    /// <param name="request">The check; it is not copied, and nobody changes it.</param>
    /// <param name="ofItsGrain">Whether its resource's grain is asked, whose key says the resource already.</param>
    public CheckQuestion(CheckRequest request, bool ofItsGrain) => (_said, _ofItsGrain) = (request, ofItsGrain);

    private CheckQuestion(in CheckFields fields) => _said = fields;

    /// <summary>The check.</summary>
    /// <param name="key">What the key of the grain that was asked says of the resource, as written.</param>
    /// <exception cref="AclException">It is malformed, or assumes something.</exception>
    public CheckRequest Read(ResourceRef key = default) =>
        (_said as CheckRequest ?? ((CheckFields)_said).Read(key)) is { Assuming.Count: 0 } request ? request : throw SentQuestion.Misdirected;

    [RegisterConverter]
    internal sealed class Converter : IConverter<CheckQuestion, CheckFields>
    {
        public CheckQuestion ConvertFromSurrogate(in CheckFields surrogate) => new(surrogate);

        public CheckFields ConvertToSurrogate(in CheckQuestion value) =>
            value._said is CheckRequest request ? CheckFields.Of(request, value._ofItsGrain) : (CheckFields)value._said;
    }
}

/// <summary>Many checks on their way to a grain, likewise.</summary>
[Immutable, Alias("acl.check-questions")]
public readonly struct CheckQuestions
{
    private readonly object _said;

    /// <summary>Checks to be asked.</summary>
    /// <param name="requests">The checks, which assume nothing; they are not copied, and nobody changes them.</param>
    public CheckQuestions(IReadOnlyList<CheckRequest> requests) => _said = requests;

    private CheckQuestions(CheckFields[] fields) => _said = fields;

    /// <summary>The checks. One that is malformed, or assumes something, is an <see cref="AclException"/> to whoever takes it, and spoils no other.</summary>
    public IReadOnlyList<CheckRequest> Read() => _said as IReadOnlyList<CheckRequest> ?? new Written((CheckFields[])_said);

    private sealed class Written(CheckFields[] fields) : IReadOnlyList<CheckRequest>
    {
        public int Count => fields.Length;

        public CheckRequest this[int index] => fields[index].Read(default) is { Assuming.Count: 0 } request ? request : throw SentQuestion.Misdirected;

        public IEnumerator<CheckRequest> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    [RegisterConverter]
    internal sealed class Converter : IConverter<CheckQuestions, ChecksFields>
    {
        public CheckQuestions ConvertFromSurrogate(in ChecksFields surrogate) => new(surrogate.Questions);

        public ChecksFields ConvertToSurrogate(in CheckQuestions value) => new(
            value._said as CheckFields[] ?? [.. ((IReadOnlyList<CheckRequest>)value._said).Select(request => CheckFields.Of(request, ofItsGrain: false))]);
    }
}

/// <summary>
/// A check as it is written. What most checks have travels in fields of its own, what few have as the JSON of the whole request, and what goes
/// without saying not at all: a null type of subject is a user. A resource without a type is one as written, and without an id too what the key
/// of the grain says that is asked.
/// </summary>
[GenerateSerializer, Alias("acl.check-fields")]
public record struct CheckFields(
    [property: Id(0)] string? SubjectType, [property: Id(1)] string SubjectId, [property: Id(2)] string Action,
    [property: Id(3)] string? ResourceType, [property: Id(4)] string? ResourceId,
    [property: Id(5)] string? Namespace, [property: Id(6)] string? Whole)
{
    internal static CheckFields Of(CheckRequest request, bool ofItsGrain)
    {
        var (subject, resource) = (request.Subject, request.Resource);
        var simple = request is
        {
            Parent: null, SubjectProperties: null, ActionProperties: null, ResourceProperties: null, Context: null, AtLeastAsFresh: null, Assuming.Count: 0,
        };
        var type = subject.Type == SubjectRef.User ? null : subject.Type;
        var whole = simple ? null : CheckWire.Write(request).ToString();
        return resource.IsWritten
            ? new CheckFields(type, subject.Id, request.Action, null, ofItsGrain ? null : resource.ToString(), request.Namespace, whole)
            : new CheckFields(type, subject.Id, request.Action, resource.Type, resource.Id, request.Namespace, whole);
    }

    internal readonly CheckRequest Read(ResourceRef key)
    {
        if (Whole is { } whole) return CheckWire.Read(Json.ParseOwn(whole));
        // The client has made the references already, and so looked at their form.
        var resource = ResourceType is { } type ? ResourceRef.Plain(type, ResourceId!)
            : ResourceId is { } written ? ResourceRef.Parse(written)
            : key;
        return new CheckRequest(SubjectRef.Checked(SubjectType ?? SubjectRef.User, SubjectId), Action, resource) { Namespace = Namespace };
    }
}

/// <summary>Many checks as they are written.</summary>
[GenerateSerializer, Alias("acl.checks-fields")]
public record struct ChecksFields([property: Id(0)] CheckFields[] Questions);
