using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#update, creating where the id is free and the server is set to allow it.</summary>
internal sealed class Update(ResourceStore store)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var preconditions = PreconditionHeaders.Of(request);
        var resource = BinaryContent.IsRaw(request)
            ? await BinaryContent.ReadAsync(request, key.Id, cancellationToken)
            : await RequestBody.ReadResourceAsync(request, request.Type, cancellationToken);
        CheckId(resource, key);
        var change = ResourceChange.Write("PUT", resource);
        var result = await store.WriteAsync(request.Caller, key, Decide, cancellationToken);
        return WriteAnswer.Of(request, result);

        ValueTask<ResourceChange?> Decide(StoredVersion? current, CancellationToken token)
        {
            preconditions.Check(key, current);
            if (current is null or { Deleted: true } && !request.Options.UpdateCreate)
                throw FhirException.MethodNotAllowed($"{key} does not exist, and this server does not let clients choose ids. POST to {key.Type} instead.");
            return ValueTask.FromResult<ResourceChange?>(change);
        }
    }

    private static void CheckId(ParsedResource resource, ResourceKey key)
    {
        if (resource.Id is null)
            throw FhirException.Invalid("id-missing", $"The resource has no id; it must be '{key.Id}', as in the URL.", $"{key.Type}.id");
        if (resource.Id != key.Id)
            throw FhirException.Invalid("id-mismatch", $"The resource's id '{resource.Id}' is not the URL's '{key.Id}'.", $"{key.Type}.id");
    }
}
