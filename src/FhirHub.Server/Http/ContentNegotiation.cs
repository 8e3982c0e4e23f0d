using FhirHub.Engine.Errors;
using Microsoft.Net.Http.Headers;

namespace FhirHub.Server.Http;

/// <summary>Chooses the format of a response: <c>_format</c> goes before <c>Accept</c>. https://hl7.org/fhir/R4/http.html#mime-type</summary>
internal static class ContentNegotiation
{
    /// <exception cref="FhirException">Not acceptable: none of the formats asked for can be produced.</exception>
    /// <param name="request">The request.</param>
    /// <param name="anyOther">Any other format may do: Binary content comes in its own.</param>
    public static FhirMediaType Choose(HttpRequest request, bool anyOther)
    {
        if (Override(request) is { } asked)
            return asked;
        if (request.Headers.Accept.Count == 0)
            return FhirMediaType.Json;
        foreach (var accepted in Accepted(request).Where(OffersR4))
        {
            string name = accepted.MediaType.Value!;
            if (FhirMediaType.Find(name) is { } found)
                return found;
            // A browser: it lists XML before "anything", but shows JSON better.
            if (name is "*/*" or "application/*" or "text/html")
                return Refuses(request, FhirMediaType.Json) ? FhirMediaType.Xml : FhirMediaType.Json;
        }

        if (anyOther)
            return FhirMediaType.Json;
        throw FhirException.NotAcceptable(
            "not-acceptable", $"'{request.Headers.Accept}' cannot be produced. Ask for application/fhir+json or application/fhir+xml.");
    }

    /// <summary>The format that <c>_format</c> names; null where it is not given.</summary>
    /// <exception cref="FhirException">Not acceptable: it names another format.</exception>
    public static FhirMediaType? Override(HttpRequest request)
    {
        string? asked = request.Query["_format"];
        return string.IsNullOrEmpty(asked) ? null : Named(asked);
    }

    /// <summary>The format of a name: <c>json</c>, <c>xml</c> or a media type.</summary>
    /// <exception cref="FhirException">Not acceptable: it is another format's.</exception>
    public static FhirMediaType Named(string asked)
    {
        // An unescaped plus sign in a URL arrives as a space.
        string name = asked.Replace("fhir ", "fhir+", StringComparison.OrdinalIgnoreCase);
        if (MediaTypeHeaderValue.TryParse(name, out var parsed) && OffersR4(parsed) && FhirMediaType.Find(parsed.MediaType.Value!) is { } full)
            return full;
        return FhirMediaType.Find(name) ?? throw FhirException.NotAcceptable(
            "not-acceptable", $"_format '{asked}' cannot be produced. Use json, xml, application/fhir+json or application/fhir+xml.");
    }

    /// <summary>What the client accepts, the most wanted first; for equal wishes, in the order given.</summary>
    public static IEnumerable<MediaTypeHeaderValue> Accepted(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var list)
            ? list.Where(m => m.Quality is null or > 0).OrderByDescending(m => m.Quality ?? 1)
            : throw FhirException.NotAcceptable("not-acceptable", $"The Accept header '{request.Headers.Accept}' is not well-formed.");

    /// <summary>Whether the client rules a type out, with <c>q=0</c>.</summary>
    private static bool Refuses(HttpRequest request, FhirMediaType type) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var list) && list.Any(m => m.Quality is 0 && FhirMediaType.Find(m.MediaType.Value!) == type);

    /// <summary>https://hl7.org/fhir/R4/http.html#version-parameter</summary>
    public static bool OffersR4(MediaTypeHeaderValue mediaType)
    {
        var version = mediaType.Parameters.FirstOrDefault(p => p.Name.Equals("fhirVersion", StringComparison.OrdinalIgnoreCase));
        return version is null || HeaderUtilities.RemoveQuotes(version.Value).Value is "4.0" or "4.0.1";
    }
}
