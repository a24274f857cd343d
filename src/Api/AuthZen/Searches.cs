using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.AuthZen;

/// <summary>Reads what a body asks for and finds all of it.</summary>
/// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the member at fault.</exception>
internal delegate ValueTask<Listed<Found>> Search(AclCall call, Node body);

/// <summary>One result of a search.</summary>
/// <param name="Id">What tells it from the others of its search, and what they are ordered by.</param>
/// <param name="Entity">As the standard writes it.</param>
internal readonly record struct Found(string Id, Node Entity);

/// <summary>
/// The three searches, each over the question of the service that decides as evaluations do (ONE-ANSWER). Of what is sought only the type is
/// read; everything else must be named in full.
/// </summary>
internal static class Searches
{
    /// <summary>Who may do something.</summary>
    public static async ValueTask<Listed<Found>> SubjectsAsync(AclCall call, Node body)
    {
        var type = EntityReader.SoughtType(body.Require("subject"));
        var (resource, properties) = EntityReader.Resource(body.Require("resource"));
        var (action, how) = EntityReader.Action(body.Require("action"));
        var request = new WhoRequest(action, resource, type)
        {
            ActionProperties = how, ResourceProperties = properties, Context = EntityReader.Map(body, "context"),
        };
        var subjects = await call.Service.WhoAsync(call.Tenant, request, call.Cancellation);
        return Ordered(subjects, subject => new Found(subject.Id, Entity(subject.Type, subject.Id)));
    }

    /// <summary>On what somebody may do something.</summary>
    public static async ValueTask<Listed<Found>> ResourcesAsync(AclCall call, Node body)
    {
        var type = EntityReader.SoughtType(body.Require("resource"));
        var (subject, properties) = EntityReader.Subject(body.Require("subject"));
        var (action, how) = EntityReader.Action(body.Require("action"));
        var request = new ListRequest(subject, action, type)
        {
            ActionProperties = how, SubjectProperties = properties, Context = EntityReader.Map(body, "context"),
        };
        var resources = await call.Service.ListAsync(call.Tenant, request, call.Cancellation);
        return Ordered(resources, resource => new Found(resource.Id, Entity(resource.Type, resource.Id)));
    }

    /// <summary>What somebody may do on something.</summary>
    public static async ValueTask<Listed<Found>> ActionsAsync(AclCall call, Node body)
    {
        var (subject, ofSubject) = EntityReader.Subject(body.Require("subject"));
        var (resource, ofResource) = EntityReader.Resource(body.Require("resource"));
        var request = new ActionsRequest(subject, resource)
        {
            SubjectProperties = ofSubject, ResourceProperties = ofResource, Context = EntityReader.Map(body, "context"),
        };
        var actions = await call.Service.ActionsAsync(call.Tenant, request, call.Cancellation);
        return Ordered(actions, action => new Found(action, Node.Map(("name", Node.Of(action)))));
    }

    private static Listed<Found> Ordered<T>(Listed<T> items, Func<T, Found> write) =>
        new([.. items.Select(write).OrderBy(found => found.Id, StringComparer.Ordinal)], items.Revision);

    private static Node Entity(string type, string id) => Node.Map(("type", Node.Of(type)), ("id", Node.Of(id)));
}
