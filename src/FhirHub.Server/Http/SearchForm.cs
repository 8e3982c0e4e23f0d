using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Search.Parsing;
using Microsoft.AspNetCore.Http.Features;

namespace FhirHub.Server.Http;

/// <summary>The parameters of a search in their order: those of the URL, and behind them those of a form. https://hl7.org/fhir/R4/http.html#search</summary>
internal static class SearchForm
{
    private const string MediaType = "application/x-www-form-urlencoded";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IReadOnlyList<KeyValuePair<string, string>> ReadUrl(FhirRequest request) =>
        SearchText.Read(request.Http.Request.QueryString.Value ?? string.Empty);

    /// <exception cref="FhirException">Unsupported media type: the body is no form. Invalid: it cannot be read.</exception>
    public static async Task<IReadOnlyList<KeyValuePair<string, string>>> ReadPostAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var url = ReadUrl(request);
        if (request.Http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
            return url;
        var given = RequestBody.MediaType(request);
        if (!given.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
            throw FhirException.UnsupportedMediaType("media-type-unsupported", $"A search is posted as {MediaType}, not as '{given.MediaType}'.");
        using var body = await RequestBody.ReadBytesAsync(request, cancellationToken);
        return [.. url, .. SearchText.Read(Decode(body.Memory.Span))];
    }

    private static string Decode(ReadOnlySpan<byte> form)
    {
        try
        {
            return Utf8.GetString(form);
        }
        catch (DecoderFallbackException)
        {
            throw FhirException.Invalid("query-invalid", "The form is not UTF-8.");
        }
    }
}
