using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>URIs, which match exactly, case included; a canonical also without its version. https://hl7.org/fhir/R4/search.html#uri</summary>
internal sealed class UriSearch : SearchTypeRules
{
    private const char Whole = '!';

    public override void Index(in ElementValue value, string prefix, EntrySink sink)
    {
        if (!value.Type.IsPrimitive || TokenJson.Literal(value.Json) is not { Length: > 0 } uri)
            return;
        sink.Add(EntryText.Of(prefix, Whole, uri));
        if (value.Type.Name == "canonical" && uri.IndexOf('|', StringComparison.Ordinal) is > 0 and var bar)
            sink.Add(EntryText.Of(prefix, Whole, uri[..bar]));
    }

    public override EntryCondition Match(MatchRequest request)
    {
        var uri = SearchValue.Unescape(request.Value);
        if (uri.Length == 0)
            throw SearchFault.Value(request.Parameter.Code, "", "not a URI");
        return request.Modifier switch
        {
            null => new EntryCondition { Equal = [EntryText.Of(request.Prefix, Whole, uri)] },
            "below" => Below(request.Prefix, Url(request, uri)),
            "above" => Above(request.Prefix, Url(request, uri)),
            var other => throw SearchFault.Modifier(request.Parameter.Code, other, ":above, :below, :not and :missing"),
        };
    }

    // Whole segments only: what begins with .../fhir is not below .../fhi.
    private static EntryCondition Below(string prefix, string url) => new()
    {
        Equal = [EntryText.Of(prefix, Whole, url)],
        Within = [EntryText.StartingWith(prefix, Whole, url.TrimEnd('/') + "/")],
    };

    private static EntryCondition Above(string prefix, string url)
    {
        var above = new List<string> { url };
        var start = url.IndexOf("//", StringComparison.Ordinal) + 2;
        for (var slash = url.LastIndexOf('/'); slash >= start; slash = url.LastIndexOf('/', slash - 1))
        {
            // With and without the slash at its end.
            above.Add(url[..(slash + 1)]);
            above.Add(url[..slash]);
        }
        return new EntryCondition { Equal = [.. above.Distinct().Select(u => EntryText.Of(prefix, Whole, u))] };
    }

    private static string Url(MatchRequest request, string uri) => uri.Contains("://", StringComparison.Ordinal)
        ? uri
        : throw SearchFault.Value($"{request.Parameter.Code}:{request.Modifier}", uri, "not a URL; other URIs have nothing above or below them");
}
