using OrleansAcl.Requests;

namespace OrleansAcl.Oracle;

/// <summary>Lists, by asking <see cref="World.Decide"/> about everything stored.</summary>
public static class BruteForce
{
    /// <summary>Every stored resource of the type.</summary>
    public static IReadOnlyList<ResourceRef> List(this World world, ListRequest request) =>
    [
        .. from resource in world.Resources
           where string.Equals(resource.Ref.Type, request.Type, StringComparison.OrdinalIgnoreCase)
           let written = world.Written(resource.Ref)
           where world.Decide(new CheckRequest(request.Subject, request.Action, written)
           {
               Namespace = request.Namespace, SubjectProperties = request.SubjectProperties, Context = request.Context,
           })
           select written,
    ];

    /// <summary>Every stored user.</summary>
    public static IReadOnlyList<SubjectRef> Who(this World world, WhoRequest request) =>
    [
        .. from user in world.Users
           where world.Decide(new CheckRequest(user.Subject, request.Action, request.Resource)
           {
               Namespace = request.Namespace, Parent = request.Parent, ResourceProperties = request.ResourceProperties, Context = request.Context,
           })
           select user.Subject,
    ];

    /// <summary>Every action of the resource.</summary>
    public static IReadOnlyList<string> Actions(this World world, ActionsRequest request) =>
    [
        .. from action in world.ActionsOf(request.Resource)
           where world.Decide(new CheckRequest(request.Subject, action, request.Resource)
           {
               Namespace = request.Namespace, SubjectProperties = request.SubjectProperties,
               ResourceProperties = request.ResourceProperties, Context = request.Context,
           })
           select action,
    ];
}
