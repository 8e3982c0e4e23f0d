using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>https://hl7.org/fhir/R4/http.html#delete: what is not there, or is deleted already, is not an error.</summary>
internal sealed class Delete(ResourceStore store)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var preconditions = PreconditionHeaders.Of(request);
        var result = await store.WriteAsync(request.Caller, key, Decide, cancellationToken);
        bool tell = request.Preferences.Return == ReturnPreference.OperationOutcome;
        return new FhirResponse(tell ? StatusCodes.Status200OK : StatusCodes.Status204NoContent)
        {
            Version = result.Current,
            // A deletion has no representation, so none is claimed.
            PreferenceApplied = request.Preferences.Return == ReturnPreference.Representation ? null : request.Preferences.AppliedReturn,
            Content = tell ? WriteAnswer.Outcome("deleted", result.Changed ? $"{key} is deleted." : result.Current is null ? $"{key} never existed." : $"{key} was deleted before.") : null,
        };

        ValueTask<ResourceChange?> Decide(StoredVersion? current, CancellationToken token)
        {
            preconditions.Check(key, current);
            return ValueTask.FromResult<ResourceChange?>(ResourceChange.Delete);
        }
    }
}
