using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Checks;

/// <summary>Where the things that an answer speaks of have their pages; null where the caller has none to open.</summary>
internal static class Links
{
    /// <summary>The page of a user or group: anybody's for readers, and one's own.</summary>
    public static string? Subject(PageCall call, string reference) =>
        call.MayRead || reference == call.Self?.ToString() ? call.To("subject", ("ref", reference)) : null;

    /// <summary>The page of a resource.</summary>
    public static string? Resource(PageCall call, string reference) => call.To("resource", ("ref", reference));

    /// <summary>The page of a role or policy, <c>role:ops</c>.</summary>
    public static string? Document(PageCall call, string reference) => call.MayRead && reference.IndexOf(':') is > 0 and var colon
        ? call.To("document", ("kind", reference[..colon]), ("id", reference[(colon + 1)..])) : null;

    /// <summary>What a link of a path leads to.</summary>
    public static string? Of(PageCall call, ExplanationLink link) => link.Ref is not { } reference ? null : link.Kind switch
    {
        LinkKinds.Subject or LinkKinds.Member => Subject(call, reference),
        LinkKinds.Bound or LinkKinds.Includes => Document(call, reference),
        LinkKinds.Entry or LinkKinds.Child or LinkKinds.Owner or LinkKinds.Level or LinkKinds.DecidedAs => Resource(call, reference),
        _ => null,
    };

    /// <summary>The check of one question.</summary>
    public static string Check(PageCall call, SubjectRef subject, string action, ResourceRef resource, string? assuming = null) =>
        call.To("check", ("subject", subject.ToString()), ("action", action), ("resource", resource.ToString()), ("assuming", assuming));
}
