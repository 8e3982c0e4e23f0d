using FhirHub.Engine.Errors;

namespace FhirHub.Server.Http;

/// <summary>The one place that turns a kind of fault into an HTTP status.</summary>
internal static class FaultStatus
{
    public static int Of(FaultKind kind) => kind switch
    {
        FaultKind.Invalid or FaultKind.NotSupported => StatusCodes.Status400BadRequest,
        FaultKind.NotFound => StatusCodes.Status404NotFound,
        FaultKind.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        FaultKind.NotAcceptable => StatusCodes.Status406NotAcceptable,
        FaultKind.Conflict => StatusCodes.Status409Conflict,
        FaultKind.Gone => StatusCodes.Status410Gone,
        FaultKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        FaultKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        FaultKind.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        FaultKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        FaultKind.Transient => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
