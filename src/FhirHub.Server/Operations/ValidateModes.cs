using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations;

/// <summary>The modes of <c>$validate</c>, https://hl7.org/fhir/R4/codesystem-resource-validation-mode.html: what each asks for, and checks beyond the content.</summary>
internal sealed class ValidateModes(ResourceStore store)
{
    /// <exception cref="FhirException">Invalid: the mode does not go with the rest of the request.</exception>
    public static void Check(FhirRequest request, ValidateInput input)
    {
        bool hasResource = input.Resource is not null || input.Faults.Count > 0;
        string? fault = input.Mode switch
        {
            null when !hasResource && !request.HasId => "There is nothing to validate: send the resource, as the body or in the parameter 'resource' of Parameters.",
            "create" when request.HasId => "mode=create is for a type: a resource that is created has no id yet.",
            "update" or "delete" or "profile" when !request.HasId => $"mode={input.Mode} is about an existing resource: POST to {request.Type}/[id]/$validate.",
            "create" or "update" when !hasResource => $"mode={input.Mode} needs the resource.",
            "profile" when hasResource => "mode=profile validates what is stored: send no resource.",
            "profile" when input.Profile is null => "mode=profile needs the parameter 'profile'.",
            null or "create" or "update" or "delete" or "profile" => null,
            var other => $"mode '{other}' is not defined; use create, update, delete or profile.",
        };
        if (fault is not null)
            throw FhirException.Invalid("mode-invalid", fault);
    }

    /// <summary>What an update meets beside the content: another id, a version that is not current, an id that clients may not choose.</summary>
    public async Task<IReadOnlyList<Issue>> UpdateAsync(FhirRequest request, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var issues = new List<Issue>();
        if (IdOf(json) is var id && id != key.Id)
        {
            issues.Add(id is null
                ? Issue.Error("invalid", "id-missing", $"The resource has no id; it must be '{key.Id}', as in the URL.", $"{key.Type}.id")
                : Issue.Error("invalid", "id-mismatch", $"The resource's id '{id}' is not the URL's '{key.Id}'.", $"{key.Type}.id"));
        }

        var current = await store.ReadAsync(request.Caller, request.Session, key, cancellationToken);
        if (current is null or { Deleted: true } && !request.Options.UpdateCreate)
            issues.Add(Issue.Error("not-supported", "method-not-allowed", $"{key} does not exist, and this server does not let clients choose ids."));
        issues.AddRange(Preconditions(request, key, current));
        return issues;
    }

    /// <summary>What forbids the deletion of the resource in the path.</summary>
    /// <exception cref="FhirException">Not found or gone: there is nothing to delete.</exception>
    public async Task<IReadOnlyList<Issue>> DeletionAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var key = request.Key;
        var current = StoredVersion.Existing(key, await store.ReadAsync(request.Caller, request.Session, key, cancellationToken));
        IReadOnlyList<Issue> preconditions = Preconditions(request, key, current);
        return await store.FindReferrerAsync(request.Caller, key, cancellationToken) is { } referrer
            ? [.. preconditions, Issue.Error("conflict", "referenced", $"{key} cannot be deleted: {referrer} refers to it.")]
            : preconditions;
    }

    private static IReadOnlyList<Issue> Preconditions(FhirRequest request, ResourceKey key, StoredVersion? current)
    {
        try
        {
            PreconditionHeaders.Of(request).Check(key, current);
            return [];
        }
        catch (FhirException e) when (e.Kind == FaultKind.PreconditionFailed)
        {
            return e.Issues;
        }
    }

    private static string? IdOf(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, JsonText.Deep);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The validation says so.
            return null;
        }
    }
}
