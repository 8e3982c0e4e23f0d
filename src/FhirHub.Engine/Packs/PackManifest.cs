using System.Text.Json;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Packs;

/// <summary>What the <c>package.json</c> of a package says: https://confluence.hl7.org/display/FHIR/NPM+Package+Specification.</summary>
public sealed record PackManifest
{
    /// <summary><c>fhirhub.cn-base</c>.</summary>
    public required string Name { get; init; }

    public required string Version { get; init; }

    public string? Canonical { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>As they are named: <c>4.0.1</c>; empty where it does not say.</summary>
    public IReadOnlyList<string> FhirVersions { get; init; } = [];

    /// <summary>Package name to version.</summary>
    public IReadOnlyDictionary<string, string> Dependencies { get; init; } = new Dictionary<string, string>();

    /// <summary>Name and version.</summary>
    public override string ToString() => $"{Name}#{Version}";

    /// <param name="json">The file.</param>
    /// <exception cref="FormatException">It is no manifest; the message is a clause that says why.</exception>
    internal static PackManifest Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            if (PackText.FaultOf(json.Span) is { } fault)
                throw new FormatException(fault);
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return Checked(new PackManifest
            {
                Name = root.Text("name") ?? throw new FormatException("it has no 'name'"),
                Version = root.Text("version") ?? throw new FormatException("it has no 'version'"),
                Canonical = root.Text("canonical"),
                Title = root.Text("title"),
                Description = root.Text("description"),
                FhirVersions = [.. root.Texts("fhirVersions"), .. root.Texts("fhir-version-list")],
                Dependencies = DependenciesOf(root),
            });
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not JSON: {e.Message}", e);
        }
    }

    /// <summary>Of a folder without a manifest, by its ImplementationGuide.</summary>
    /// <exception cref="FormatException">It names something that no package can be called; the message is a clause that says what.</exception>
    internal static PackManifest OfGuide(JsonElement guide, string folder) => Checked(new()
    {
        Name = guide.Text("packageId") ?? folder,
        Version = guide.Text("version") ?? "0.0.0",
        Canonical = guide.Text("url") is { } url && url.IndexOf("/ImplementationGuide/", StringComparison.Ordinal) is var at and > 0 ? url[..at] : null,
        Title = guide.Text("title") ?? guide.Text("name"),
        Description = guide.Text("description"),
        FhirVersions = guide.Texts("fhirVersion"),
        Dependencies = guide.List("dependsOn").Where(d => d.Text("packageId") is not null)
            .DistinctBy(d => d.Text("packageId")).ToDictionary(d => d.Text("packageId")!, d => d.Text("version") ?? "current", StringComparer.Ordinal),
    });

    private static PackManifest Checked(PackManifest manifest)
    {
        if (!PackageNames.IsName(manifest.Name))
            throw new FormatException($"its name '{manifest.Name}' is none: words of letters, digits, '-' and '_' with dots between them");
        if (!PackageNames.IsVersion(manifest.Version))
            throw new FormatException($"its version '{manifest.Version}' is none: three numbers with dots between them, as 1.0.0, and a label if need be, as 1.0.0-ballot");
        foreach (var (name, version) in manifest.Dependencies)
        {
            if (!PackageNames.IsName(name))
                throw new FormatException($"its dependency '{name}' is no name of a package");
            if (!PackageNames.IsWanted(version))
                throw new FormatException($"the version '{version}' of its dependency {name} is none: a version, parts of which may be x, or one of current, dev, latest and *");
        }

        return manifest;
    }

    private static Dictionary<string, string> DependenciesOf(JsonElement root)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root.Member("dependencies") is not { ValueKind: JsonValueKind.Object } dependencies)
            return found;
        foreach (var dependency in dependencies.EnumerateObject())
        {
            string version = dependency.Value.ValueKind == JsonValueKind.String
                ? dependency.Value.GetString()!
                : throw new FormatException($"the version of its dependency {dependency.Name} is no text");
            if (!found.TryAdd(dependency.Name, version))
                throw new FormatException($"it names its dependency {dependency.Name} twice");
        }

        return found;
    }
}
