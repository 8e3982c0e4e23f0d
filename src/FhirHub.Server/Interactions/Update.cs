using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// https://hl7.org/fhir/R4/http.html#update, creating where the id is free and the server is set to allow it; and
/// https://hl7.org/fhir/R4/http.html#cond-update of what matches.
/// </summary>
internal sealed class Update(ResourceWrites writes, Conditions conditions)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var preconditions = PreconditionHeaders.Of(request);
        var resource = await ReadAsync(request, key.Id, cancellationToken);
        CheckId(resource, key);
        var write = PlannedWrites.Update(key, resource, preconditions, request.Options.UpdateCreate);
        return await writes.RunAsync(request, write, result => WriteAnswer.Of(request, result.Write), cancellationToken);
    }

    public async Task<FhirResponse> HandleConditionalAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var criteria = await conditions.OfUrlAsync(request, cancellationToken);
        var preconditions = PreconditionHeaders.Of(request);
        var resource = await ReadAsync(request, id: null, cancellationToken);
        var write = PlannedWrites.Update(criteria, resource, preconditions, request.Options.UpdateCreate);
        return await writes.RunAsync(request, write, result => WriteAnswer.Of(request, result.Write), cancellationToken);
    }

    private static Task<ParsedResource> ReadAsync(FhirRequest request, string? id, CancellationToken cancellationToken) => BinaryContent.IsRaw(request)
        ? BinaryContent.ReadAsync(request, id, cancellationToken)
        : RequestBody.ReadResourceAsync(request, request.Type, cancellationToken);

    private static void CheckId(ParsedResource resource, ResourceKey key)
    {
        if (resource.Id is null)
            throw FhirException.Invalid("id-missing", $"The resource has no id; it must be '{key.Id}', as in the URL.", $"{key.Type}.id");
        if (resource.Id != key.Id)
            throw FhirException.Invalid("id-mismatch", $"The resource's id '{resource.Id}' is not the URL's '{key.Id}'.", $"{key.Type}.id");
    }
}
