using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation;

namespace FhirHub.Cli.Checking;

/// <summary>References to resources among the files. Kept is where each stands; it is read when something refers to it.</summary>
internal sealed class FileReferences : IReferences
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>Notes a resource by its type and id, where it has both.</summary>
    public void Add(FoundResource resource)
    {
        if (resource.Faults.Count > 0)
            return;
        try
        {
            using var json = JsonDocument.Parse(Utf8Bom.Skip(resource.Json), Deep);
            if (Text(json.RootElement, "resourceType") is { } type && Text(json.RootElement, "id") is { } id)
                _places[$"{type}/{id}"] = new Place(type, ProfilesOf(json.RootElement), resource.Path, resource.Start, resource.IsLine ? resource.Json.Length : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Said when the file is validated.
            return;
        }
    }

    public ValueTask<IReadOnlyDictionary<string, ReferencedResource>> FindAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ReferencedResource>(StringComparer.Ordinal);
        foreach (string reference in references)
        {
            if (_places.TryGetValue(reference, out var place))
                found[reference] = new ReferencedResource(place.Type, place.Profiles) { Json = Read(place) };
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, ReferencedResource>>(found);
    }

    private static ReadOnlyMemory<byte> Read(Place place)
    {
        if (place.Length is not { } length)
            return Utf8Bom.Skip(ResourceFiles.Read(place.Path).First().Json);
        using var file = File.OpenHandle(place.Path);
        byte[] json = new byte[length];
        int read = RandomAccess.Read(file, json, place.Start);
        return Utf8Bom.Skip(json.AsMemory(0, read));
    }

    private static string[] ProfilesOf(JsonElement resource) =>
        resource.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty("profile", out var profiles) && profiles.ValueKind == JsonValueKind.Array
            ? [.. profiles.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.String).Select(p => p.GetString()!)]
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <param name="Type">Resource type.</param>
    /// <param name="Profiles">That it claims.</param>
    /// <param name="Path">Of its file.</param>
    /// <param name="Start">Where in it, in bytes.</param>
    /// <param name="Length">In bytes; null for the whole file.</param>
    private sealed record Place(string Type, IReadOnlyList<string> Profiles, string Path, long Start, int? Length);
}
