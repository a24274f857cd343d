using OrleansAcl.Documents;
using OrleansAcl.Lists;

namespace OrleansAcl.WhatIf;

/// <summary>A place in the order of what is compared: by resource, subject and action. Where a page ends the next one begins.</summary>
/// <param name="Type">The resource's type.</param>
/// <param name="Id">Its id.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Action">The action.</param>
internal readonly record struct ImpactPlace(string Type, string Id, SubjectRef Subject, string Action)
{
    /// <summary>Reads a place that <see cref="ToString"/> wrote.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> at <c>after</c>.</exception>
    public static ImpactPlace Parse(string text)
    {
        try
        {
            var parts = Json.Parse(PagePlace.Read(text)!).AsStrings();
            if (parts is [var type, var id, var subject, var action]) return new ImpactPlace(type, id, SubjectRef.Parse(subject), action);
        }
        catch (AclException)
        {
            // Said below, of the place as a whole.
        }

        throw new AclException(ErrorCodes.InvalidDocument, "expected the place where an earlier page ended", "after");
    }

    /// <inheritdoc/>
    public override string ToString() => PagePlace.Write(Node.List([Type, Id, Subject.ToString(), Action]).ToString());
}
