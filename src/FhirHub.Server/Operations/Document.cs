using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations;

/// <summary>
/// https://hl7.org/fhir/R4/composition-operation-document.html: a Composition and what it refers to as a document Bundle, kept as a Bundle
/// where <c>persist</c> asks for that.
/// </summary>
internal sealed class Document(ResourceStore store, ResourceWrites writes, TimeProvider time)
{
    public const string Definition = "http://hl7.org/fhir/OperationDefinition/Composition-document";
    public static readonly IReadOnlyList<string> Parameters = ["persist", "graph"];

    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var given = await OperationParameters.ReadAsync(request, cancellationToken);
        if (given.One("graph") is not null)
            throw FhirException.NotSupported("graph-unsupported", "$document takes no GraphDefinition: it follows the references of the Composition.");
        var key = request.HasId ? request.Key : KeyOf(given.One("id"));
        bool persist = given.One("persist") switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw FhirException.Invalid("parameter-invalid", $"persist='{other}' is neither true nor false."),
        };
        if (persist && HttpMethods.IsGet(request.Http.Request.Method))
            throw FhirException.NotSupported("persist-needs-post", "A GET stores nothing: POST to $document with persist=true.");
        var composition = StoredVersion.Existing(key, await store.ReadAsync(request.Caller, key, cancellationToken));
        var contents = await new DocumentContents(store, request).CollectAsync(composition, cancellationToken);
        var bundle = await DocumentBundle.WriteAsync(request.BaseUrl, contents, time.GetUtcNow(), cancellationToken);
        if (!persist)
            return new FhirResponse(StatusCodes.Status200OK) { Content = new FhirContent.Made(bundle) };
        var read = FhirJsonReader.Read(bundle, request.Options.ReadLimits);
        var resource = read.Resource ?? throw new FhirException(FaultKind.Unprocessable, read.Issues);
        return await writes.RunAsync(request, PlannedWrites.Create(resource, null), result => new FhirResponse(StatusCodes.Status200OK)
        {
            Version = result.Write.Current,
            Location = $"{request.BaseUrl}/{result.Write.Current!.Key}",
            Content = new FhirContent.Stored(result.Write.Current.Json!),
        }, cancellationToken);
    }

    private static ResourceKey KeyOf(string? id) => ResourceKey.IsValidId(id)
        ? new ResourceKey("Composition", id)
        : throw FhirException.Invalid("id-invalid", "The parameter id names a Composition of this server by its logical id.");
}
