using Microsoft.AspNetCore.Http;

namespace OrleansAcl.Api.Http;

/// <summary>What went wrong, and the status it has; the one place that knows which error is which status.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Error">What the caller is told.</param>
internal readonly record struct Refusal(int Status, AclException Error)
{
    /// <summary>Turns any exception into an answer. One nobody foresaw tells the caller nothing but that it happened.</summary>
    public static Refusal Of(Exception exception) => exception switch
    {
        AclException error => new Refusal(StatusOf(error.Code), error),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new Refusal(StatusCodes.Status413PayloadTooLarge, new AclException(
                ErrorCodes.LimitExceeded, $"the body is longer than {AclLimits.DocumentBytes} bytes")),
        BadHttpRequestException bad => new Refusal(bad.StatusCode, new AclException(
            ErrorCodes.InvalidDocument, "the request is not well-formed HTTP")),
        _ => new Refusal(StatusCodes.Status500InternalServerError, new AclException(
            ErrorCodes.Internal, "something went wrong in the server; its log says what")),
    };

    /// <summary>The status of an error code.</summary>
    public static int StatusOf(string code) => code switch
    {
        ErrorCodes.InvalidDocument or ErrorCodes.UnknownType or ErrorCodes.UnknownAction or ErrorCodes.InvalidArguments
            or ErrorCodes.InvalidModel or ErrorCodes.UnknownModel or ErrorCodes.LimitExceeded => StatusCodes.Status400BadRequest,
        ErrorCodes.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorCodes.Denied => StatusCodes.Status403Forbidden,
        ErrorCodes.UnknownOperation or ErrorCodes.UnknownTenant or ErrorCodes.NotFound => StatusCodes.Status404NotFound,
        ErrorCodes.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ErrorCodes.ChangesGone => StatusCodes.Status410Gone,
        ErrorCodes.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorCodes.TenantExists or ErrorCodes.ModelConflict or ErrorCodes.NoEffect or ErrorCodes.NotUndoable or ErrorCodes.KeyReused or ErrorCodes.RevisionNotReached => StatusCodes.Status409Conflict,
        ErrorCodes.StoreFailed or ErrorCodes.Overloaded or ErrorCodes.Unreachable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
