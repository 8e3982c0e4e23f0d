using System.Net.Http.Headers;
using System.Text;

namespace FhirHub.EndToEndTests;

/// <summary>FHIR requests in one line each.</summary>
internal static class FhirHttp
{
    public const string FhirJson = "application/fhir+json";
    public const string FhirXml = "application/fhir+xml";

    /// <param name="http">Client whose base address is the service root.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Relative to the service root.</param>
    /// <param name="body">JSON unless <paramref name="contentType"/> says otherwise.</param>
    /// <param name="contentType">Media type of the body.</param>
    /// <param name="headers">More request headers.</param>
    public static async Task<Answer> SendAsync(
        this HttpClient http, string method, string path, string? body = null, string contentType = FhirJson, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
            Assert.That(request.Headers.TryAddWithoutValidation(name, value), Is.True, name);
        using var response = await http.SendAsync(request);
        return new Answer(response, await response.Content.ReadAsByteArrayAsync());
    }

    public static Task<Answer> FetchAsync(this HttpClient http, string path, params (string Name, string Value)[] headers) =>
        http.SendAsync("GET", path, headers: headers);
}
