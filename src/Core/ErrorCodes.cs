namespace OrleansAcl;

/// <summary>The stable, machine-readable codes of every refusal that is not a decision.</summary>
public static class ErrorCodes
{
    /// <summary>A document, step or request body is malformed: missing or unknown key, wrong type or value.</summary>
    public const string InvalidDocument = "invalid_document";

    /// <summary>The action is not one of the type's actions.</summary>
    public const string UnknownAction = "unknown_action";

    /// <summary>The type is not one of the model's types.</summary>
    public const string UnknownType = "unknown_type";

    /// <summary>The model has no operation of that name.</summary>
    public const string UnknownOperation = "unknown_operation";

    /// <summary>An operation's argument is missing or malformed.</summary>
    public const string InvalidArguments = "invalid_arguments";

    /// <summary>What is named is not stored.</summary>
    public const string NotFound = "not_found";

    /// <summary>The path is known, but nothing is done at it with that method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>There was nothing to take away.</summary>
    public const string NoEffect = "no_effect";

    /// <summary>The tenant does not exist.</summary>
    public const string UnknownTenant = "unknown_tenant";

    /// <summary>The tenant exists already with another definition.</summary>
    public const string TenantExists = "tenant_exists";

    /// <summary>No built-in model has that name.</summary>
    public const string UnknownModel = "unknown_model";

    /// <summary>A model file is malformed; the message names the place.</summary>
    public const string InvalidModel = "invalid_model";

    /// <summary>What is stored cannot be under that model.</summary>
    public const string ModelConflict = "model_conflict";

    /// <summary>A named limit of <see cref="AclLimits"/> is exceeded. Never a decision.</summary>
    public const string LimitExceeded = "limit_exceeded";

    /// <summary>The caller's own credentials are missing or wrong.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>The caller may not make this change.</summary>
    public const string Denied = "denied";

    /// <summary>What a change was made for is no longer so: an object has another ETag, or is there, or is not.</summary>
    public const string PreconditionFailed = "precondition_failed";

    /// <summary>A change cannot be undone as a whole; the objects say why.</summary>
    public const string NotUndoable = "not_undoable";

    /// <summary>An idempotency key has been used for other steps.</summary>
    public const string KeyReused = "key_reused";

    /// <summary>The tenant has not reached the revision that was asked for.</summary>
    public const string RevisionNotReached = "revision_not_reached";

    /// <summary>The changes asked for are no longer kept; begin again from an export.</summary>
    public const string ChangesGone = "changes_gone";

    /// <summary>Too much is waiting for the store; nothing was taken in, and the same request may be sent again later.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>The store failed; nothing was acknowledged.</summary>
    public const string StoreFailed = "store_failed";

    /// <summary>A fault nobody foresaw; its details are in the server's log only.</summary>
    public const string Internal = "internal";

    /// <summary>A remote server gave no answer, or none that could be understood. A change may or may not have been applied.</summary>
    public const string Unreachable = "unreachable";
}
