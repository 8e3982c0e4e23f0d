using System.Globalization;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// https://hl7.org/fhir/R4/http.html#delete: what is not there, or is deleted already, is not an error. And
/// https://hl7.org/fhir/R4/http.html#3.1.0.7.1 of what matches: one resource, or as many as the server is set to allow.
/// </summary>
internal sealed class Delete(ResourceWrites writes, Conditions conditions)
{
    public Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        return writes.RunAsync(request, PlannedWrites.Delete(key, PreconditionHeaders.Of(request)), Answer, cancellationToken);

        FhirResponse Answer(EntryResult result) => WriteAnswer.OfDeletion(
            request, result.Write, result.Deleted > 0 ? $"{key} is deleted." : result.Write.Current is null ? $"{key} never existed." : $"{key} was deleted before.");
    }

    public async Task<FhirResponse> HandleConditionalAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var criteria = await conditions.OfUrlAsync(request, cancellationToken);
        var write = PlannedWrites.Delete(criteria, PreconditionHeaders.Of(request), request.Options.MaxConditionalDeletes);
        return await writes.RunAsync(request, write, Answer, cancellationToken);

        FhirResponse Answer(EntryResult result) => WriteAnswer.OfDeletion(
            request, result.Write, string.Create(CultureInfo.InvariantCulture, $"{result.Deleted} resources that match {criteria} are deleted."));
    }
}
