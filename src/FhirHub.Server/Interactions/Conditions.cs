using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace FhirHub.Server.Interactions;

/// <summary>
/// The criteria of conditional interactions, https://hl7.org/fhir/R4/http.html#cond-update. Whatever is not understood is an error: a
/// criterion left out would match, and change, other resources than were meant.
/// </summary>
internal sealed class Conditions(ICriteriaReader reader, TokenCodeReader codes)
{
    private const string NoneExistHeader = "If-None-Exist";
    private static readonly string[] OfTheAnswer = ["_format", "_pretty", "_summary", "_elements"];

    /// <summary>Those in the URL, behind the type.</summary>
    public ValueTask<Criteria> OfUrlAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var criteria = new QueryStringEnumerable(request.Http.Request.QueryString.Value);
        var kept = new List<string>();
        foreach (var pair in criteria)
        {
            if (!OfTheAnswer.Contains(pair.DecodeName().ToString()))
                kept.Add($"{pair.EncodedName}={pair.EncodedValue}");
        }

        return ReadAsync(request.Type, string.Join('&', kept), cancellationToken);
    }

    /// <summary>Those of If-None-Exist; null where there is no such header.</summary>
    public async ValueTask<Criteria?> OfHeaderAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var given = request.Headers[NoneExistHeader];
        if (given.Count == 0)
            return null;
        if (given.Count > 1)
            throw FhirException.Invalid("header-repeated", $"{NoneExistHeader} may be given once.");
        string text = given.ToString();
        string prefix = request.Type + "?";
        return await ReadAsync(request.Type, text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text.TrimStart('?'), cancellationToken);
    }

    private ValueTask<Criteria> ReadAsync(string type, string text, CancellationToken cancellationToken) =>
        codes.ReadAsync(told => reader.With(told).Read(type, text), cancellationToken);
}
