using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Resources;

/// <summary>One version of a resource as it is stored; a deletion is a version without content.</summary>
public sealed class StoredVersion
{
    public required ResourceKey Key { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required long Version { get; init; }

    public required DateTime LastUpdated { get; init; }

    /// <summary>The HTTP method that made it: POST, PUT, PATCH or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>This version made a resource that did not exist, or was deleted, before.</summary>
    public required bool Created { get; init; }

    /// <summary>Null where this version is a deletion.</summary>
    public required StoredJson? Json { get; init; }

    public bool Deleted => Json is null;

    /// <summary>Whether operations keep it; known of a current version that was read whole.</summary>
    public bool IsKept { get; init; }

    /// <summary>The version itself.</summary>
    /// <exception cref="FhirException">Not found: there is none. Gone: it is a deletion.</exception>
    public static StoredVersion Existing(ResourceKey key, StoredVersion? version) => version switch
    {
        null => throw FhirException.NotFound("not-found", $"{key} does not exist."),
        { Deleted: true } => throw FhirException.Gone($"{key} was deleted with version {version.Version}."),
        _ => version,
    };

    internal static StoredVersion From(ResourceDocument document, Payloads payloads) =>
        From(document, ResourceKey.Parse(document.Key), payloads, document.Kept);

    internal static StoredVersion From(HistoryDocument document, Payloads payloads) =>
        From(document, ResourceKey.Parse(document.Key), payloads, isKept: false);

    private static StoredVersion From(VersionDocument document, ResourceKey key, Payloads payloads, bool isKept) => new()
    {
        Key = key,
        Version = document.Version,
        LastUpdated = document.LastUpdated,
        Method = document.Method,
        Created = document.Created,
        IsKept = isKept,
        Json = document.Json is not null ? new StoredJson(document.Json)
            : document.Chunked is not null ? new StoredJson(document.Chunked, payloads)
            : null,
    };
}
