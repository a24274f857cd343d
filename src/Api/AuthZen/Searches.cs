using OrleansAcl.Api.Http;
using OrleansAcl.Api.Pages;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.AuthZen;

/// <summary>Reads what a body asks for and finds a page of it, each result as the standard writes it.</summary>
/// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the member at fault.</exception>
internal delegate ValueTask<Listed<Node>> Search(AclCall call, Node body, AskedPage page);

/// <summary>
/// The three searches, each over the question of the service that decides as evaluations do (ONE-ANSWER). Of what is sought only the type is
/// read; everything else must be named in full.
/// </summary>
internal static class Searches
{
    /// <summary>Who may do something.</summary>
    public static async ValueTask<Listed<Node>> SubjectsAsync(AclCall call, Node body, AskedPage page)
    {
        var type = EntityReader.SoughtType(body.Require("subject"));
        var (resource, properties) = EntityReader.Resource(body.Require("resource"));
        var (action, how) = EntityReader.Action(body.Require("action"));
        var request = new WhoRequest(action, resource, type)
        {
            ActionProperties = how, ResourceProperties = properties, Context = EntityReader.Map(body, "context"),
        };
        var subjects = await page.AskAsync(request, asked => call.Service.WhoAsync(call.Tenant, asked, call.Cancellation));
        return subjects.Map(subject => Entity(subject.Type, subject.Id));
    }

    /// <summary>On what somebody may do something.</summary>
    public static async ValueTask<Listed<Node>> ResourcesAsync(AclCall call, Node body, AskedPage page)
    {
        var type = EntityReader.SoughtType(body.Require("resource"));
        var (subject, properties) = EntityReader.Subject(body.Require("subject"));
        var (action, how) = EntityReader.Action(body.Require("action"));
        var request = new ListRequest(subject, action, type)
        {
            ActionProperties = how, SubjectProperties = properties, Context = EntityReader.Map(body, "context"),
        };
        var resources = await page.AskAsync(request, asked => call.Service.ListAsync(call.Tenant, asked, call.Cancellation));
        return resources.Map(resource => Entity(resource.Type, resource.Id));
    }

    /// <summary>What somebody may do on something.</summary>
    public static async ValueTask<Listed<Node>> ActionsAsync(AclCall call, Node body, AskedPage page)
    {
        var (subject, ofSubject) = EntityReader.Subject(body.Require("subject"));
        var (resource, ofResource) = EntityReader.Resource(body.Require("resource"));
        var request = new ActionsRequest(subject, resource)
        {
            SubjectProperties = ofSubject, ResourceProperties = ofResource, Context = EntityReader.Map(body, "context"),
        };
        var actions = await page.AskAsync(request, asked => call.Service.ActionsAsync(call.Tenant, asked, call.Cancellation));
        return actions.Map(action => Node.Map(("name", Node.Of(action))));
    }

    private static Node Entity(string type, string id) => Node.Map(("type", Node.Of(type)), ("id", Node.Of(id)));
}
