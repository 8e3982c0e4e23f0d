using System.Text;
using System.Xml.Linq;

namespace FhirHub.EndToEndTests;

/// <summary>A response, read to its end.</summary>
internal sealed class Answer(HttpResponseMessage response, byte[] body)
{
    private static readonly XNamespace Fhir = "http://hl7.org/fhir";

    private readonly Dictionary<string, string> _headers = response.Headers.Concat(response.Content.Headers)
        .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);

    public HttpStatusCode Status { get; } = response.StatusCode;

    public byte[] Bytes { get; } = body;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonObject Json => JsonNode.Parse(Bytes, documentOptions: new() { MaxDepth = 1024 })!.AsObject();

    public XElement Xml => XElement.Parse(Text, LoadOptions.PreserveWhitespace);

    public string? MediaType { get; } = response.Content.Headers.ContentType?.MediaType;

    public string? Charset { get; } = response.Content.Headers.ContentType?.CharSet;

    /// <summary>The header's values, joined by commas; null where it is absent.</summary>
    public string? Header(string name) =>
        _headers.TryGetValue(name, out string? value) ? value : null;

    /// <summary>The id of the resource in the body.</summary>
    public string Id => (string)Json["id"]!;

    /// <summary>The version that the ETag names.</summary>
    public long Version => long.Parse(Header("ETag")!.TrimStart('W', '/').Trim('"'), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The moment in <c>meta.lastUpdated</c>, as it is written there.</summary>
    public string LastUpdated => (string)Json["meta"]!["lastUpdated"]!;

    /// <summary>The entries of a Bundle.</summary>
    public JsonObject[] Entries => [.. (Json["entry"]?.AsArray() ?? []).Select(e => e!.AsObject())];

    /// <summary>ETags of the entries of a history.</summary>
    public string[] EntryTags => [.. Entries.Select(e => (string)e["response"]!["etag"]!)];

    /// <summary>Which version each entry of a history is, <c>Patient/1/2</c>.</summary>
    public string[] EntryVersions => [.. Entries.Select(e =>
        string.Join('/', ((string)e["fullUrl"]!).Split('/')[^2..]) + "/" + ((string)e["response"]!["etag"]!).TrimStart('W', '/').Trim('"'))];

    /// <summary>A Bundle's link; null where it has none of that relation.</summary>
    public string? Link(string relation) => (string?)Json["link"]!.AsArray()
        .FirstOrDefault(l => (string?)l!["relation"] == relation)?["url"];

    /// <summary>The codes of ours in an OperationOutcome.</summary>
    public string[] IssueCodes => MediaType!.EndsWith("xml", StringComparison.Ordinal)
        ? [.. Xml.Elements(Fhir + "issue").Select(i => (string)i.Descendants(Fhir + "code").Last().Attribute("value")!)]
        : [.. Issues.Select(i => (string)i["details"]!["coding"]![0]!["code"]!)];

    /// <summary>The FHIRPaths in an OperationOutcome.</summary>
    public string[] Expressions => [.. Issues.Select(i => (string?)i["expression"]?[0] ?? string.Empty)];

    /// <summary>Where in the body each issue of an OperationOutcome is.</summary>
    public string[] Locations => [.. Issues.Select(i => (string?)i["location"]?[0] ?? string.Empty)];

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

    /// <summary>The status, and among the issues one with this code of ours.</summary>
    public Answer ExpectIssue(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.That(IssueCodes, Does.Contain(code), Text);
        return this;
    }
}
