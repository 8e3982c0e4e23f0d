using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;

namespace FhirHub.Engine.Transactions;

/// <summary><c>Bundle.entry.request.url</c>, taken apart: relative to the service root, or below it.</summary>
/// <param name="Segments">Of the path: <c>Patient</c>, <c>1</c>.</param>
/// <param name="Query">Behind the question mark; null for none.</param>
internal sealed record EntryUrl(IReadOnlyList<string> Segments, string? Query)
{
    /// <exception cref="FhirException">Invalid: not a URL of this server.</exception>
    public static EntryUrl Parse(string url, string baseUrl)
    {
        string relative = url.StartsWith(baseUrl + "/", StringComparison.Ordinal) ? url[(baseUrl.Length + 1)..] : url;
        int colon = relative.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && colon == relative.IndexOfAny([':', '/', '?']))
            throw FhirException.Invalid("url-invalid", $"The url '{url}' is not one of this server, {baseUrl}.");
        if (relative.Contains('#', StringComparison.Ordinal))
            throw FhirException.Invalid("url-invalid", $"The url '{url}' has a fragment, which no request has.");
        int query = relative.IndexOf('?', StringComparison.Ordinal);
        string path = (query < 0 ? relative : relative[..query]).Trim('/');
        return new EntryUrl(path.Length == 0 ? [] : path.Split('/'), query < 0 ? null : relative[(query + 1)..]);
    }

    /// <summary>The url as the routes know it.</summary>
    public string Relative => string.Join('/', Segments) + (Query is null ? string.Empty : "?" + Query);

    /// <exception cref="FhirException">Not found: there is no such type.</exception>
    public string Type => Segments is [var type, ..] && type != "Parameters" && FhirSchema.R4.FindResource(type) is not null
        ? type
        : throw FhirException.NotFound("unknown-type", $"'{(Segments is [var first, ..] ? first : string.Empty)}' is not a resource type of FHIR R4 with an endpoint.");

    /// <summary>The resource that is named; null where only the type is.</summary>
    /// <exception cref="FhirException">Invalid: neither is.</exception>
    public ResourceKey? Key => Segments switch
    {
        [_] => null,
        [_, var id] when Query is null => ResourceKey.IsValidId(id)
            ? new ResourceKey(Type, id)
            : throw FhirException.Invalid("id-invalid", $"'{id}' is not an id: 1 to 64 of the characters A-Z, a-z, 0-9, '-' and '.'."),
        _ => throw FhirException.Invalid("url-invalid", $"The url '{Relative}' names neither a resource ([type]/[id]) nor a condition ([type]?...)."),
    };
}
