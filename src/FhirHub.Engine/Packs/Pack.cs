namespace FhirHub.Engine.Packs;

/// <summary>A FHIR package as it was read from a folder or archive, https://hl7.org/fhir/packages.html: nothing in it is installed yet.</summary>
public sealed record Pack
{
    public required PackManifest Manifest { get; init; }

    /// <summary>Where it was read from, for messages.</summary>
    public required string Source { get; init; }

    /// <summary>Its conformance resources, by their place in it.</summary>
    public required IReadOnlyList<PackFile> Definitions { get; init; }

    /// <summary>Its other resources.</summary>
    public required IReadOnlyList<PackFile> Examples { get; init; }

    /// <summary>Its <c>policy.json</c>; null for none.</summary>
    public string? Policy { get; init; }

    /// <summary>Changes with every byte that would be installed.</summary>
    public required string Fingerprint { get; init; }

    public string Name => Manifest.Name;

    public string Version => Manifest.Version;
}

/// <summary>A resource in a pack.</summary>
/// <param name="Path">In the pack, with slashes: <c>package/StructureDefinition-cn-patient.json</c>.</param>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Its id, or one made of its name where it has none.</param>
/// <param name="Url">Canonical; null for none.</param>
/// <param name="Version">Business version; null for none.</param>
/// <param name="Json">As it is in the file, without a byte order mark.</param>
public sealed record PackFile(string Path, string Type, string Id, string? Url, string? Version, ReadOnlyMemory<byte> Json)
{
    /// <summary><c>StructureDefinition/cn-patient</c>.</summary>
    public string Key => $"{Type}/{Id}";
}
