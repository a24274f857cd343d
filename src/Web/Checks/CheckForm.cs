using System.Globalization;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Checks;

/// <summary>A question as it stands in the form and in the address, as typed.</summary>
public sealed record CheckForm
{
    /// <summary>The field of facts that come with the question.</summary>
    public const string ContextField = "context";

    /// <summary>The fields that hold facts.</summary>
    public static readonly IReadOnlyList<string> FactFields = [ContextField, "subject_properties", "resource_properties", "action_properties"];

    private static readonly string[] Names = ["subject", "action", "resource", "namespace", "parent", "at", .. FactFields, "assuming"];

    private IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>What is in a field; null for nothing.</summary>
    public string? this[string field] => Values.GetValueOrDefault(field);

    /// <summary>Whether there is enough to be asked.</summary>
    public bool IsComplete => this["subject"] is not null && this["action"] is not null && this["resource"] is not null;

    /// <summary>Whether anything is in the part of the form that few need.</summary>
    public bool HasMore => Values.Keys.Any(name => name is not ("subject" or "action" or "resource" or "at" or ContextField));

    /// <summary>What the address says. Who may ask about himself only is its subject, unless it says otherwise and is refused.</summary>
    internal static CheckForm Of(PageCall call)
    {
        var values = Names.Select(name => (name, Value: call.Query(name))).Where(field => field.Value is not null).ToDictionary(field => field.name, field => field.Value!);
        if (!call.MayRead && call.Self is { } self) values.TryAdd("subject", self.ToString());
        return new CheckForm { Values = values };
    }

    /// <summary>The same with another value in a field; null empties it.</summary>
    public CheckForm With(string field, string? value)
    {
        var values = new Dictionary<string, string>(Values);
        if (value is null) values.Remove(field);
        else values[field] = value;
        return this with { Values = values };
    }

    /// <summary>The same with a fact that it lacked.</summary>
    public CheckForm With(Need need, string value) =>
        With(need.Field, Facts.Write(Facts.With(Facts.Read(this[need.Field], need.Field), [.. need.Path], Facts.Value(value))));

    /// <summary>The address's query that asks this.</summary>
    public IReadOnlyList<(string Name, string? Value)> Query() => [.. Names.Select(name => (name, this[name]))];

    /// <summary>The question.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> at the field.</exception>
    public CheckRequest Read() => new(Field("subject", SubjectRef.Parse), this["action"]!, Field("resource", ResourceRef.Parse))
    {
        Namespace = this["namespace"],
        Parent = this["parent"] is null ? null : Field("parent", ResourceRef.Parse),
        Context = Facts.Read(this[ContextField], ContextField),
        SubjectProperties = Facts.Read(this["subject_properties"], "subject_properties"),
        ResourceProperties = Facts.Read(this["resource_properties"], "resource_properties"),
        ActionProperties = Facts.Read(this["action_properties"], "action_properties"),
        Assuming = [.. At() is { } at ? [new Step("clock", Node.Of(at))] : Array.Empty<Step>(), .. StepsText.Read(this["assuming"], "assuming").Steps],
    };

    /// <summary>The instant it is asked as of; null is now.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is none.</exception>
    public DateTimeOffset? At() => Instant(this["at"], "at");

    /// <summary>An instant as a field for one in UTC has it; null for none.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> at the field.</exception>
    internal static DateTimeOffset? Instant(string? text, string field) => text is null ? null
        : Node.TryInstant(text, out var at) ? at
        : throw new AclException(ErrorCodes.InvalidDocument, "expected an instant such as 2026-01-01T09:00", field);

    /// <summary>An instant in the words of a field for one; what is none stays as it is.</summary>
    public static string? ForField(string? text) =>
        text is not null && Node.TryInstant(text, out var at) ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) : text;

    private T Field<T>(string name, Func<string, T> parse)
    {
        try
        {
            return parse(this[name]!);
        }
        catch (AclException e)
        {
            throw new AclException(e.Code, e.Detail, name, e);
        }
    }
}
