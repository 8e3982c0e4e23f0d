namespace FhirHub.Server.Http;

internal enum FhirFormat
{
    Json,
    Xml,
}

/// <summary>A format and the media type under which the client knows it.</summary>
internal readonly record struct FhirMediaType(FhirFormat Format, string MediaType)
{
    public static readonly FhirMediaType Json = new(FhirFormat.Json, "application/fhir+json");

    public static readonly FhirMediaType Xml = new(FhirFormat.Xml, "application/fhir+xml");

    /// <summary>Null for what is neither FHIR JSON nor FHIR XML. https://hl7.org/fhir/R4/http.html#mime-type</summary>
    public static FhirMediaType? Find(string mediaType) => mediaType.ToLowerInvariant() switch
    {
        "application/fhir+json" or "json" => Json,
        "application/json" or "text/json" or "application/json+fhir" => new(FhirFormat.Json, mediaType),
        "application/fhir+xml" or "xml" => Xml,
        "application/xml" or "text/xml" or "application/xml+fhir" => new(FhirFormat.Xml, mediaType),
        _ => null,
    };

    /// <summary>The two that name FHIR itself: for Binary they ask for the resource, all others for its content.</summary>
    public bool NamesFhir => MediaType.Contains("fhir", StringComparison.OrdinalIgnoreCase);
}
