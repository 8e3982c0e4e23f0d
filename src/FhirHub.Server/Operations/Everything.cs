using System.Globalization;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations;

/// <summary>
/// https://hl7.org/fhir/R4/patient-operation-everything.html and https://hl7.org/fhir/R4/encounter-operation-everything.html: the whole
/// compartment, and on each page what its resources refer to outside of it. Pages show the state at the first one, as those of searches do.
/// </summary>
internal sealed class Everything(EverythingQuery queries, SearchRunner runner, ResourceStore store, PageTokens pages, TimeProvider time)
{
    public const string OfPatient = "http://hl7.org/fhir/OperationDefinition/Patient-everything";
    public const string OfEncounter = "http://hl7.org/fhir/OperationDefinition/Encounter-everything";
    public static readonly IReadOnlyList<string> Parameters = ["_since", "_type", "_count", PageTokens.Parameter];
    public static readonly IReadOnlyList<string> PatientParameters = [.. Parameters, "start", "end"];

    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        string path = request.HasId ? $"/{request.Key}/$everything" : $"/{request.Type}/$everything";
        var given = (await OperationParameters.ReadAsync(request, cancellationToken)).Values;
        var link = await pages.OpenAsync(path, given, cancellationToken);
        given = link?.Parameters ?? given;
        request.UseParameters(given);
        if (request.HasId && link is null)
            StoredVersion.Existing(request.Key, await store.ReadAsync(request.Caller, request.Key, cancellationToken));
        var query = queries.Of(request.Type, request.HasId ? request.Key : null, given, request.Options.MaxPageSize);
        var page = await runner.RunAsync(request.Caller, query, link?.Position, cancellationToken);
        string text = SearchText.Write(given);
        string self = link?.Query ?? text;
        var links = new List<KeyValuePair<string, string>> { new("self", self.Length == 0 ? $"{request.BaseUrl}{path}" : LinkTo(self)) };
        foreach (var (relation, position) in new[] { ("first", page.First), ("previous", page.Previous), ("next", page.Next) })
        {
            if (position is not null)
                links.Add(new(relation, LinkTo(await pages.SealAsync(path, text, position, cancellationToken))));
        }

        return new FhirResponse(StatusCodes.Status200OK)
        {
            Content = new FhirContent.Streamed(new SearchBundle(request, page, links, time.GetUtcNow()).WriteAsync),
        };

        string LinkTo(string query) => $"{request.BaseUrl}{path}?{query}";
    }
}
