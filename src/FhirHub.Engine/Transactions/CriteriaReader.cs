using System.Security.Cryptography;
using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Search.Parsing.Results;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// Understands match criteria as searches, https://hl7.org/fhir/R4/http.html#cond-update, always strictly: a criterion left out would match,
/// and change, other resources than were meant.
/// </summary>
public sealed class CriteriaReader(SearchParser parser) : ICriteriaReader
{
    private ITokenCodes? Codes { get; init; }

    public ICriteriaReader With(ITokenCodes codes) => new CriteriaReader(parser) { Codes = codes };

    public Criteria Read(string type, string text)
    {
        var parameters = SearchText.Read(text);
        string? shaping = parameters.Select(p => p.Key).FirstOrDefault(k => ResultParameters.Owns(k) || KnownNames.Format.Contains(k));
        if (shaping is not null)
            throw FhirException.NotSupported("criteria-parameter", $"'{shaping}' is no condition on a resource; criteria only select.");
        if (parameters.Count == 0)
            throw new FhirException(FaultKind.PreconditionFailed, [Issue.Error("required", "criteria-missing", $"The criteria name nothing: every {type} would match. Nothing was changed.")]);
        var query = parser.Parse(new SearchRequest { Types = [type], Parameters = parameters, Strict = true, Codes = Codes });
        return new Criteria(type, text, KeyOf(type, Moves(parameters) ? string.Join('&', parameters.Select(p => $"{p.Key}={p.Value}").Order()) : CriteriaText.Normalize(query)), query);
    }

    /// <summary>A hash, since criteria name patients.</summary>
    private static string KeyOf(string type, string criteria) =>
        $"{type}?{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(criteria)))}";

    /// <summary>Whether a value may be approximate, whose bounds move with the time: only its text is the same for all who ask.</summary>
    private static bool Moves(IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        parameters.Any(p => p.Value.Split(',').Any(v => v.StartsWith("ap", StringComparison.Ordinal)));
}
