namespace FhirHub.Engine.Errors;

/// <summary>
/// Why an interaction failed. The server turns each kind into one HTTP status: https://hl7.org/fhir/R4/http.html.
/// </summary>
public enum FaultKind
{
    /// <summary>400: malformed, or against the base structure of R4.</summary>
    Invalid,

    /// <summary>400: understood but not offered by this server.</summary>
    NotSupported,

    /// <summary>404: no such resource, version, type or route.</summary>
    NotFound,

    /// <summary>405: the route exists, the verb does not.</summary>
    MethodNotAllowed,

    /// <summary>406: none of the accepted formats can be produced.</summary>
    NotAcceptable,

    /// <summary>409: a concurrent change or a reference forbids it.</summary>
    Conflict,

    /// <summary>410: the resource was deleted.</summary>
    Gone,

    /// <summary>412: If-Match, If-None-Match or a match criterion does not hold.</summary>
    PreconditionFailed,

    /// <summary>413: larger than a configured limit.</summary>
    TooLarge,

    /// <summary>415: the format of the body cannot be read.</summary>
    UnsupportedMediaType,

    /// <summary>422: well-formed, but refused by a rule.</summary>
    Unprocessable,

    /// <summary>503: worth trying again later.</summary>
    Transient,

    /// <summary>500: a fault of this server.</summary>
    Internal,
}
