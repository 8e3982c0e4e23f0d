using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Terminology;
using FhirHub.Engine.Terminology.Messages;
using FhirHub.Engine.Terminology.Operations;
using FhirHub.Server.Http;

namespace FhirHub.Server.Operations.Terminology;

/// <summary>The operations of the terminology service, https://hl7.org/fhir/R4/terminology-service.html.</summary>
internal sealed class TerminologyRoutes(TerminologyService terminology, ResourceStore store)
{
    private const string Definitions = "http://hl7.org/fhir/OperationDefinition/";
    private static readonly string[] Methods = ["GET", "POST"];

    private static readonly string[] OfExpand =
    [
        "url", "valueSet", "valueSetVersion", "context", "contextDirection", "filter", "date", "offset", "count", "includeDesignations", "designation",
        "includeDefinition", "activeOnly", "excludeNested", "excludeNotForUI", "excludePostCoordinated", "displayLanguage", "exclude-system", "system-version",
        "check-system-version", "force-system-version", "property",
    ];

    private static readonly string[] OfInSet =
        ["url", "context", "valueSet", "valueSetVersion", "code", "system", "systemVersion", "display", "coding", "codeableConcept", "date", "abstract", "displayLanguage"];

    private static readonly string[] OfInSystem =
        ["url", "codeSystem", "code", "version", "display", "coding", "codeableConcept", "date", "abstract", "displayLanguage"];

    private static readonly string[] OfLookup = ["code", "system", "version", "coding", "date", "displayLanguage", "property"];
    private static readonly string[] OfClosure = ["name", "concept", "version"];

    private static readonly string[] OfTranslate =
    [
        "url", "conceptMap", "conceptMapVersion", "code", "system", "version", "source", "coding", "codeableConcept", "target", "targetsystem", "dependency", "reverse",
    ];

    private static readonly string[] OfSubsumes = ["codeA", "codeB", "system", "version", "codingA", "codingB"];

    /// <summary>Answers with a resource in JSON.</summary>
    private delegate Task<ReadOnlyMemory<byte>> Operation(Caller caller, OperationArguments arguments, string? key, CancellationToken cancellationToken);

    public IEnumerable<FhirRoute> All() => Methods.SelectMany(method => new[]
    {
        Route(method, "ValueSet/$expand", "ValueSet-expand", terminology.ExpandAsync, OfExpand),
        Route(method, "ValueSet/[id]/$expand", "ValueSet-expand", terminology.ExpandAsync, OfExpand),
        Route(method, "ValueSet/$validate-code", "ValueSet-validate-code", terminology.ValidateInSetAsync, OfInSet),
        Route(method, "ValueSet/[id]/$validate-code", "ValueSet-validate-code", terminology.ValidateInSetAsync, OfInSet),
        Route(method, "CodeSystem/$validate-code", "CodeSystem-validate-code", terminology.ValidateInSystemAsync, OfInSystem),
        Route(method, "CodeSystem/[id]/$validate-code", "CodeSystem-validate-code", terminology.ValidateInSystemAsync, OfInSystem),
        Route(method, "CodeSystem/$lookup", "CodeSystem-lookup", (caller, given, _, token) => terminology.LookupAsync(caller, given, token), OfLookup),
        Route(method, "CodeSystem/$subsumes", "CodeSystem-subsumes", terminology.SubsumesAsync, OfSubsumes),
        Route(method, "CodeSystem/[id]/$subsumes", "CodeSystem-subsumes", terminology.SubsumesAsync, OfSubsumes),
        Route(method, "ConceptMap/$translate", "ConceptMap-translate", terminology.TranslateAsync, OfTranslate),
        Route(method, "ConceptMap/[id]/$translate", "ConceptMap-translate", terminology.TranslateAsync, OfTranslate),
    }).Append(Route("POST", "$closure", "ConceptMap-closure", (caller, given, _, token) => terminology.ClosureAsync(caller, given, token), OfClosure));

    private FhirRoute Route(string method, string path, string definition, Operation operation, IReadOnlyList<string> parameters) =>
        OperationRoute.Of(method, path, Definitions + definition, (request, token) => ToldAsync(request, operation, token), parameters);

    /// <summary>What is wrong, in the client's language.</summary>
    private async Task<FhirResponse> ToldAsync(FhirRequest request, Operation operation, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(request, operation, cancellationToken);
        }
        catch (FhirException e) when (TermTexts.Of(e) is var told && told != e)
        {
            throw told;
        }
    }

    private async Task<FhirResponse> AnswerAsync(FhirRequest request, Operation operation, CancellationToken cancellationToken)
    {
        var arguments = await TerminologyInput.ReadAsync(request, cancellationToken);
        string? key = null;
        if (request.HasId)
            key = StoredVersion.Existing(request.Key, await store.ReadAsync(request.Caller, request.Key, cancellationToken)).Key.ToString();
        var json = await operation(request.Caller, arguments, key, cancellationToken);
        return new FhirResponse(StatusCodes.Status200OK) { Content = new FhirContent.Made(json) };
    }
}
