namespace FhirHub.Server.Http;

/// <summary>In which format and to what extent a response is written.</summary>
internal sealed record ResponseLayout(FhirMediaType Format, ResourceView View);
