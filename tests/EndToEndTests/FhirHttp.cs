using System.Text;

namespace FhirHub.EndToEndTests;

/// <summary>FHIR requests in one line each.</summary>
internal static class FhirHttp
{
    public const string FhirJson = "application/fhir+json";
    public const string FhirXml = "application/fhir+xml";
    public const string JsonPatch = "application/json-patch+json";
    public const string MergePatch = "application/merge-patch+json";

    /// <param name="http">Client whose base address is the service root.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Relative to the service root.</param>
    /// <param name="body">JSON unless <paramref name="contentType"/> says otherwise.</param>
    /// <param name="contentType">Media type of the body.</param>
    /// <param name="headers">More request headers.</param>
    public static Task<Answer> SendAsync(
        this HttpClient http, string method, string path, string? body = null, string contentType = FhirJson, params (string Name, string Value)[] headers) =>
        http.SendBytesAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), contentType, headers);

    public static async Task<Answer> SendBytesAsync(
        this HttpClient http, string method, string path, byte[]? body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
        {
            bool added = request.Headers.TryAddWithoutValidation(name, value) || request.Content!.Headers.TryAddWithoutValidation(name, value);
            Assert.That(added, Is.True, name);
        }

        using var response = await http.SendAsync(request);
        return new Answer(response, await response.Content.ReadAsByteArrayAsync());
    }

    public static Task<Answer> FetchAsync(this HttpClient http, string path, params (string Name, string Value)[] headers) =>
        http.SendAsync("GET", path, headers: headers);

    /// <summary>All pages of a history, by its next links.</summary>
    public static async IAsyncEnumerable<Answer> PagesAsync(this HttpClient http, string path)
    {
        for (string? next = path; next is not null;)
        {
            var page = (await http.FetchAsync(next)).Expect(HttpStatusCode.OK);
            yield return page;
            next = page.Link("next");
        }
    }
}
