using OrleansAcl.Requests;
using OrleansAcl.Web.Editing;
using OrleansAcl.Web.Layout;

namespace OrleansAcl.Web.Documents;

/// <summary>One document, or the form for a new one.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Stored">What is stored; null for a new one.</param>
public sealed record DocumentView(DocumentKind Kind, StoredObject? Stored)
{
    /// <summary>What is in the text field; null when the caller cannot change it.</summary>
    public DocumentDraft? Draft { get; init; }

    /// <summary>Whom it is bound to; null when it is bound to nobody in this model.</summary>
    public HolderPage? Bound { get; init; }

    /// <summary>The users who list it in their own document.</summary>
    public HolderPage Listed { get; init; } = new([], null);

    /// <summary>What it includes by name.</summary>
    public IReadOnlyList<ObjectRef> Includes { get; init; } = [];

    /// <summary>What includes it by name.</summary>
    public Includers Includers { get; init; } = new([], true);

    /// <summary>The types of subjects it may be bound to.</summary>
    public IReadOnlyList<string> BoundTo { get; init; } = [];

    /// <summary>Whether it is bound without namespaces and conditions, as levels are.</summary>
    public bool IsLevel { get; init; }

    /// <summary>What was typed into the form to bind it.</summary>
    public BindDraft Binding { get; init; } = new();

    /// <summary>Some of the subjects it may be bound to.</summary>
    public Choices Candidates { get; init; } = Choices.None;

    /// <summary>Whether it is asked whether it is to be deleted.</summary>
    public bool IsDeleting { get; init; }

    /// <summary>What deleting it would change; null for those who may not ask that.</summary>
    public ImpactView? Deletion { get; init; }

    /// <summary>Its id; null for a new one.</summary>
    public string? Id => Stored?.Ref.Id;
}

/// <summary>A document as it was typed.</summary>
/// <param name="Text">The text.</param>
/// <param name="ETag">The tag of what it was made from; null for a new one.</param>
public sealed record DocumentDraft(string Text, string? ETag)
{
    /// <summary>Why it is changed.</summary>
    public string? Reason { get; init; }

    /// <summary>What is wrong with it.</summary>
    public TextProblem? Problem { get; init; }

    /// <summary>What of it has no effect; null when it has not been tried.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>What it would change; null when that was not asked.</summary>
    public ImpactView? Impact { get; init; }

    /// <summary>What others have made of it meanwhile; null when they have not.</summary>
    public StoredObject? Meanwhile { get; init; }
}

/// <summary>The form to bind a document to somebody.</summary>
public sealed record BindDraft
{
    /// <summary>Its fields.</summary>
    public static readonly IReadOnlyList<string> Fields = ["to", "namespace", "from", "until", "when", "reason"];

    /// <summary>What was typed, by field.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>The field at fault; null for none, or for another.</summary>
    public string? Field { get; init; }

    /// <summary>What is wrong; null for nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>What was typed into a field.</summary>
    public string? this[string field] => Typed.GetValueOrDefault(field);
}
