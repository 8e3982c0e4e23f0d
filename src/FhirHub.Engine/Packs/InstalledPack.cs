namespace FhirHub.Engine.Packs;

/// <summary>A pack whose resources are in the database.</summary>
public sealed record InstalledPack
{
    /// <summary>Of the package, <c>fhirhub.cn-base</c>.</summary>
    public required string Name { get; init; }

    public required string Version { get; init; }

    public string? Canonical { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Changes with whatever was installed.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime Installed { get; init; }

    /// <summary>Package name to version.</summary>
    public required IReadOnlyDictionary<string, string> Dependencies { get; init; }

    public required IReadOnlyList<InstalledResource> Resources { get; init; }

    /// <summary>Its <c>policy.json</c>; null for none.</summary>
    public string? Policy { get; init; }

    /// <summary>What it says of writes; null for nothing.</summary>
    public ValidationRules? Rules { get; init; }

    /// <summary>Why what is stored of it cannot be read, so that nobody knows its rules: a clause. Null where it can.</summary>
    public string? Unreadable { get; init; }
}

/// <summary>A resource that came with a pack.</summary>
/// <param name="Key"><c>StructureDefinition/cn-patient</c>.</param>
/// <param name="Url">Canonical; null for none.</param>
/// <param name="Version">Its business version; null for none.</param>
public sealed record InstalledResource(string Key, string? Url, string? Version)
{
    public string Type => Key[..Key.IndexOf('/', StringComparison.Ordinal)];

    public string Id => Key[(Key.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
