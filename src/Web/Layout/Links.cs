using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Layout;

/// <summary>Where the things that pages speak of have their own; null where the caller has none to open.</summary>
internal static class Links
{
    /// <summary>The page of a user or group: anybody's for readers, and one's own.</summary>
    public static string? Subject(PageCall call, string reference) => MayOpen(call, reference) ? call.To("subject", ("ref", reference)) : null;

    /// <summary>The page of a user or group.</summary>
    public static string? Subject(PageCall call, SubjectRef subject) => Subject(call, subject.ToString());

    /// <summary>The page of a resource.</summary>
    public static string Resource(PageCall call, string reference) => call.To("resource", ("ref", reference));

    /// <summary>The page of a resource.</summary>
    public static string Resource(PageCall call, ResourceRef resource) => Resource(call, resource.ToString());

    /// <summary>The dialog of a resource's permissions.</summary>
    public static string Permissions(PageCall call, string reference) => call.To("permissions", ("resource", reference));

    /// <summary>The page of a role or policy.</summary>
    public static string? Document(PageCall call, string kind, string? id) => call.MayRead ? call.To("document", ("kind", kind), ("id", id)) : null;

    /// <summary>The page of a role or policy, <c>role:ops</c>.</summary>
    public static string? Document(PageCall call, string reference) =>
        reference.IndexOf(':') is > 0 and var colon ? Document(call, reference[..colon], reference[(colon + 1)..]) : null;

    /// <summary>The page of a change.</summary>
    public static string Change(PageCall call, long revision) => call.To("change", ("revision", Numbers.Write(revision)));

    /// <summary>What a link of a path leads to.</summary>
    public static string? Of(PageCall call, ExplanationLink link) => link.Ref is not { } reference ? null : link.Kind switch
    {
        LinkKinds.Subject or LinkKinds.Member => Subject(call, reference),
        LinkKinds.Bound or LinkKinds.Includes => Document(call, reference),
        LinkKinds.Entry or LinkKinds.Child or LinkKinds.Owner or LinkKinds.Level or LinkKinds.DecidedAs => Resource(call, reference),
        _ => null,
    };

    /// <summary>The check of one question, for those who may ask it.</summary>
    public static string? Check(PageCall call, SubjectRef subject, string action, ResourceRef resource, string? assuming = null) =>
        Check(call, subject.ToString(), action, resource.ToString(), assuming);

    /// <summary>The check of one question, for those who may ask it.</summary>
    public static string? Check(PageCall call, string subject, string action, string resource, string? assuming = null) => MayOpen(call, subject)
        ? call.To("check", ("subject", subject), ("action", action), ("resource", resource), ("assuming", assuming)) : null;

    private static bool MayOpen(PageCall call, string subject) => call.MayRead || subject == call.Self?.ToString();
}
