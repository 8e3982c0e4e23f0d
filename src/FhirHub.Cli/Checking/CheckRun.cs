using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation;

namespace FhirHub.Cli.Checking;

/// <summary>One run over files.</summary>
internal sealed class CheckRun(KnownDefinitions definitions, ValidationOptions options, CheckReport report)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    /// <exception cref="CheckException">The files cannot be read, or a profile asked for cannot be used.</exception>
    public async Task CheckAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var files = ResourceFiles.Find(paths);
        IReferences references = new MemoryReferences(options.References == ReferenceCheck.Exist ? Known(files) : new Dictionary<string, ReferencedResource>());
        var validator = definitions.Validator(references);
        foreach (string profile in options.Profiles)
        {
            if (definitions.Source.Find("StructureDefinition", profile.Split('|')[0], profile.Contains('|', StringComparison.Ordinal) ? profile.Split('|')[1] : null) is null)
                throw new CheckException($"The profile {profile} is not known; name the pack that holds it with --pack.");
        }

        foreach (string file in files)
        {
            foreach (var resource in ResourceFiles.Read(file))
                report.Add(resource.Place, await IssuesAsync(validator, resource, cancellationToken));
        }
    }

    private async Task<IReadOnlyList<Issue>> IssuesAsync(Validator validator, FoundResource resource, CancellationToken cancellationToken)
    {
        if (resource.Faults.Count > 0)
            return resource.Faults;
        var issues = (await validator.ValidateAsync(resource.Json, options, cancellationToken)).Issues;
        return resource.HasPositions
            ? [.. issues.Select(i => i.Line is { } line ? i with { Line = line + resource.FirstLine - 1 } : i)]
            : [.. issues.Select(i => i with { Line = null, Column = null })];
    }

    /// <summary>Every resource among the files by its reference.</summary>
    private static Dictionary<string, ReferencedResource> Known(IEnumerable<string> files)
    {
        var known = new Dictionary<string, ReferencedResource>(StringComparer.Ordinal);
        foreach (var resource in files.SelectMany(ResourceFiles.Read).Where(r => r.Faults.Count == 0))
        {
            try
            {
                using var json = JsonDocument.Parse(Utf8Bom.Skip(resource.Json), Deep);
                if (Text(json.RootElement, "resourceType") is { } type && Text(json.RootElement, "id") is { } id)
                    known[$"{type}/{id}"] = new ReferencedResource(type, ProfilesOf(json.RootElement)) { Json = Utf8Bom.Skip(resource.Json) };
            }
            catch (JsonException)
            {
                // Said when the file is validated.
                continue;
            }
        }

        return known;
    }

    private static string[] ProfilesOf(JsonElement resource) =>
        resource.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty("profile", out var profiles) && profiles.ValueKind == JsonValueKind.Array
            ? [.. profiles.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.String).Select(p => p.GetString()!)]
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
