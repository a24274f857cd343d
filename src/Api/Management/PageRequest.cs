using OrleansAcl.Api.Http;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Management;

/// <summary>Reads which page of a collection is asked for: <c>limit</c>, <c>after</c>, and what the collection can be filtered by.</summary>
internal static class PageRequest
{
    private const string Limit = "limit";
    private const string After = "after";
    private const string Type = "type";
    private const string Subject = "subject";
    private const string Text = "text";
    private const string Parent = "parent";
    private const string Namespace = "namespace";

    /// <summary>Reads it.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the parameter.</exception>
    public static BrowseRequest Read(AclCall call, ObjectCollection collection)
    {
        call.RequireQuery([Limit, After, .. collection.Filters]);
        var request = new BrowseRequest(collection.Kind)
        {
            After = call.Query(After),
            Type = call.Query(Type),
            Subject = call.Query(Subject) is { } subject ? ReadSubject(subject) : null,
            Text = call.Query(Text),
            Parent = call.Query(Parent),
            Namespace = call.Query(Namespace),
            Of = Of(call, collection),
        };
        return call.QueryNumber(Limit) is { } limit ? request with { Limit = (int)Math.Clamp(limit, 0, int.MaxValue) } : request;
    }

    /// <summary>The object that the rest of the filters name: each is called as its kind.</summary>
    private static ObjectRef? Of(AclCall call, ObjectCollection collection)
    {
        var given = collection.Filters.Except([Type, Subject, Text, Parent, Namespace]).Where(name => call.Query(name) is not null).ToList();
        return given switch
        {
            [] => null,
            [var name] => new ObjectRef(name, call.Query(name)!),
            _ => throw new AclException(ErrorCodes.InvalidDocument, $"expected only one of {string.Join(", ", given.Select(g => $"`{g}`"))}", given[1]),
        };
    }

    private static SubjectRef ReadSubject(string text)
    {
        try
        {
            return SubjectRef.Parse(text);
        }
        catch (AclException e)
        {
            throw new AclException(e.Code, e.Detail, Subject);
        }
    }
}
