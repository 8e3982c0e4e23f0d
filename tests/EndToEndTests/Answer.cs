using System.Text;
using System.Xml.Linq;

namespace FhirHub.EndToEndTests;

/// <summary>A response, read to its end.</summary>
internal sealed class Answer(HttpResponseMessage response, byte[] body)
{
    public HttpStatusCode Status { get; } = response.StatusCode;

    public byte[] Bytes { get; } = body;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonObject Json => JsonNode.Parse(Bytes)!.AsObject();

    public XElement Xml => XElement.Parse(Text, LoadOptions.PreserveWhitespace);

    public string? MediaType { get; } = response.Content.Headers.ContentType?.MediaType;

    /// <summary>The header's values, joined by commas; null where it is absent.</summary>
    public string? Header(string name) =>
        _headers.TryGetValue(name, out string? value) ? value : null;

    /// <summary>The codes of ours in an OperationOutcome.</summary>
    public string[] IssueCodes => [.. Issues.Select(i => (string)i["details"]!["coding"]![0]!["code"]!)];

    /// <summary>The FHIRPaths in an OperationOutcome.</summary>
    public string[] Expressions => [.. Issues.Select(i => (string?)i["expression"]?[0] ?? string.Empty)];

    public JsonObject[] Issues
    {
        get
        {
            Assert.That((string?)Json["resourceType"], Is.EqualTo("OperationOutcome"), Text);
            return [.. Json["issue"]!.AsArray().Select(i => i!.AsObject())];
        }
    }

    public Answer Expect(HttpStatusCode status)
    {
        Assert.That(Status, Is.EqualTo(status), Text);
        return this;
    }

    /// <summary>The status and the first issue's code of ours.</summary>
    public Answer ExpectIssue(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.That(IssueCodes, Does.Contain(code), Text);
        return this;
    }

    private readonly Dictionary<string, string> _headers = response.Headers.Concat(response.Content.Headers)
        .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
}
