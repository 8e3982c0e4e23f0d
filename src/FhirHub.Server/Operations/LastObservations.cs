using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations;

/// <summary>https://hl7.org/fhir/R4/observation-operation-lastn.html: a search of Observations, of which each code has its newest.</summary>
internal sealed class LastObservations(SearchParser parser, TokenCodeReader codes, LatestByCode latest, TimeProvider time)
{
    public const string Definition = "http://hl7.org/fhir/OperationDefinition/Observation-lastn";
    private static readonly string[] Subjects = ["patient", "subject"];
    private static readonly string[] Codes = ["category", "code", "combo-code", "code-value-concept", "code-value-quantity", "code-value-date", "code-value-string", "combo-code-value-concept", "combo-code-value-quantity"];
    private static readonly string[] NotHere = ["_sort", "_count", "_include", "_revinclude", "_total", "_contained", "_containedType", "_explain"];

    public Task<FhirResponse> GetAsync(FhirRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(request, SearchForm.ReadUrl(request), cancellationToken);

    public async Task<FhirResponse> PostAsync(FhirRequest request, CancellationToken cancellationToken) =>
        await AnswerAsync(request, (await OperationParameters.ReadAsync(request, cancellationToken)).Values, cancellationToken);

    private async Task<FhirResponse> AnswerAsync(
        FhirRequest request, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        request.UseParameters(parameters);
        int max = MaxOf(parameters);
        KeyValuePair<string, string>[] criteria = [.. parameters.Where(p => p.Key != "max")];
        Require(criteria, Subjects, "names a subject, by patient or subject");
        Require(criteria, Codes, "has a category or a code");
        if (criteria.Select(c => NameOf(c.Key)).FirstOrDefault(NotHere.Contains) is { } wrong)
            throw FhirException.NotSupported("parameter-unsupported", $"$lastn has an order and an extent of its own; it does not take {wrong}.");
        var search = new SearchRequest { Types = ["Observation"], Parameters = criteria, Strict = request.Preferences.Strict };
        var query = await codes.ReadAsync(told => parser.Parse(search with { Codes = told }), cancellationToken);
        Require(query.Understood, Subjects, "names a subject, by patient or subject");
        var found = await latest.ReadAsync(request.Caller, query, max, cancellationToken);
        var page = new SearchPage { Matches = found, Total = found.Count, Warnings = query.Warnings };
        string self = SearchText.Write([.. query.Understood, new("max", max.ToString(CultureInfo.InvariantCulture))]);
        return new FhirResponse(StatusCodes.Status200OK)
        {
            Content = new FhirContent.Streamed(
                new SearchBundle(request, page, [new("self", $"{request.BaseUrl}/Observation/$lastn?{self}")], time.GetUtcNow()).WriteAsync),
        };
    }

    private static int MaxOf(IReadOnlyList<KeyValuePair<string, string>> parameters) => parameters.Where(p => p.Key == "max").Select(p => p.Value).ToArray() switch
    {
        [] => 1,
        [var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int max) && max > 0 => max,
        _ => throw FhirException.Invalid("parameter-invalid", "max is given once, as a whole number from 1."),
    };

    private static void Require(IReadOnlyList<KeyValuePair<string, string>> parameters, string[] names, string what)
    {
        if (!parameters.Any(p => names.Contains(NameOf(p.Key))))
            throw FhirException.Invalid("parameter-required", $"$lastn {what}.");
    }

    /// <summary>Without modifier and chain.</summary>
    private static string NameOf(string name)
    {
        int end = name.AsSpan().IndexOfAny(':', '.');
        return end < 0 ? name : name[..end];
    }
}
