using FhirHub.Engine.Acceptance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Validation;
using FhirHub.Server.Http;

namespace FhirHub.Server.Operations;

/// <summary>
/// https://hl7.org/fhir/R4/resource-operation-validate.html: everything that is wrong with a resource, told with 200, whether it would be stored
/// or not. What is wrong with the request itself, so that nothing can be said of the resource, is a 4xx.
/// </summary>
internal sealed class Validate(WriteCheck check, ValidateModes modes, ResourceStore store, Validator validator, DefinitionCatalog catalog)
{
    public const string Definition = "http://hl7.org/fhir/OperationDefinition/Resource-validate";
    public const string Documentation =
        "POST the resource as it is, or in the parameter 'resource' of Parameters; by GET on an instance, what is stored. Modes create, update, delete and profile; one profile.";

    public static readonly IReadOnlyList<string> Parameters = ["mode", "profile"];

    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var input = await ValidateInput.ReadAsync(request, cancellationToken);
        ValidateModes.Check(request, input);
        await catalog.FreshAsync(cancellationToken);
        if (input.Profile is { } profile && validator.Unusable(profile, request.Type, MessageLanguages.Current) is { } unusable)
            throw new FhirException(FaultKind.NotSupported, [unusable]);
        var issues = input.Mode switch
        {
            "delete" => await modes.DeletionAsync(request, cancellationToken),
            _ when input.Faults.Count > 0 && input.Resource is null => input.Faults,
            _ => await ContentAsync(request, input, cancellationToken),
        };
        return new FhirResponse(StatusCodes.Status200OK)
        {
            Content = new FhirContent.Outcome(OutcomeJson.Write(issues.Count > 0 ? issues : [WriteCheck.Nothing(MessageLanguages.Current)])),
        };
    }

    private async Task<IReadOnlyList<Issue>> ContentAsync(FhirRequest request, ValidateInput input, CancellationToken cancellationToken)
    {
        var json = input.Resource ?? await StoredAsync(request, cancellationToken);
        bool asWrite = input.Mode is "create" or "update";
        var found = await check.JudgeAsync(
            json, request.Type, input.Profile is { } profile ? [profile] : [], asWrite, input.Mode == "update" ? request.Key.Id : null,
            mustExist: asWrite && request.Options.References == ReferencePolicy.Enforced, cancellationToken);
        // Of what is stored nobody sees the lines.
        if (!input.HasPositions || input.Resource is null)
            found = [.. found.Select(i => i with { Line = null, Column = null })];
        // What is said of a place already is not said again of what was made of it.
        var faulty = input.Faults.Select(i => i.Expression).ToHashSet(StringComparer.Ordinal);
        found = [.. input.Faults, .. found.Where(i => input.Faults.Count == 0 || (i.Severity != IssueSeverity.Information && !faulty.Contains(i.Expression)))];
        return input.Mode == "update" ? [.. await modes.UpdateAsync(request, json, cancellationToken), .. found] : found;
    }

    private async Task<ReadOnlyMemory<byte>> StoredAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var version = StoredVersion.Existing(key, await store.ReadAsync(request.Caller, request.Session, key, cancellationToken));
        return await version.Json!.LoadAsync(cancellationToken);
    }
}
