using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Packs;

/// <summary>Reads packages: folders and .tgz archives, in the layouts that guides come in. Reads all of it, and says all that is wrong with it.</summary>
public static class PackReader
{
    // What changes when what is installed of the same files changes.
    private const string Format = "1";

    /// <param name="path">A folder, or a .tgz.</param>
    /// <param name="limits">Bounds.</param>
    /// <exception cref="PackException">It is no package of R4, with every fault.</exception>
    public static Pack Read(string path, PackLimits? limits = null)
    {
        limits ??= PackLimits.Default;
        if (InFolder(path) is { } inner)
            path = inner;
        return Read(path, PackFiles.Read(path, limits), limits);
    }

    /// <summary>The same of an archive that is at hand; it has a <c>package.json</c>, as there is nothing else to name it by.</summary>
    public static Pack Read(string name, Stream archive, PackLimits? limits = null)
    {
        limits ??= PackLimits.Default;
        var files = PackFiles.Read(name, archive, limits);
        return LayoutOf(name, files).Manifest is null ? throw new PackException(name, "It has no package.json, which says what package it is.") : Read(name, files, limits);
    }

    /// <summary>The fingerprints of the packs at a path, without looking into their files: enough to see whether they are installed.</summary>
    /// <exception cref="PackException">There is nothing, or it is no archive.</exception>
    public static IReadOnlyList<string> ReadFingerprints(string path) =>
        [.. PackFolder.PacksIn(path).Select(p => FingerprintOf(PackFiles.Read(InFolder(p) ?? p, PackLimits.Default)))];

    /// <summary>What a pack says of itself, without looking at its resources.</summary>
    /// <exception cref="PackException">It is no package.</exception>
    public static PackManifest ReadManifest(string path)
    {
        if (InFolder(path) is { } inner)
            path = inner;
        var files = PackFiles.Read(path, PackLimits.Default);
        return ManifestOf(path, files, LayoutOf(path, files));
    }

    /// <summary>The archive in which the IG publisher leaves its result; null for none.</summary>
    private static string? InFolder(string path) => Directory.Exists(path)
        ? new[] { Path.Combine(path, "package.tgz"), Path.Combine(path, "output", "package.tgz") }.FirstOrDefault(File.Exists)
        : null;

    private static Pack Read(string source, PackFiles files, PackLimits limits)
    {
        var layout = LayoutOf(source, files);
        var manifest = ManifestOf(source, files, layout);
        var reading = new PackReading(limits.MaxFaults);
        if (manifest.FhirVersions.Count > 0 && !manifest.FhirVersions.Any(PackResolver.IsR4))
            reading.Fault($"Its FHIR version is {string.Join(", ", manifest.FhirVersions)}; this server speaks 4.0.1.");
        string? policy = null;
        foreach (var (path, content) in files.All)
        {
            if (layout.Inside(path) is not { } inside)
                continue;
            if (inside is "policy.json" or "other/policy.json")
                policy = reading.Policy(path, Utf8Bom.Skip(content));
            else if (!PackLayout.IsOther(path) && layout.HoldsResources(inside))
                reading.Take(path, inside, Utf8Bom.Skip(content));
        }

        reading.RequireDistinct();
        if (reading.Faults.Count > 0)
            throw new PackException(source, reading.Faults);
        return new Pack
        {
            Manifest = manifest,
            Source = source,
            Definitions = reading.Definitions,
            Examples = reading.Examples,
            Policy = policy,
            Fingerprint = FingerprintOf(files),
        };
    }

    private static PackLayout LayoutOf(string source, PackFiles files) =>
        PackLayout.Find(files.All) ?? throw new PackException(source, "It is no package: neither a package.json nor a resource in JSON is where one would be.");

    private static PackManifest ManifestOf(string source, PackFiles files, PackLayout layout)
    {
        if (layout.Manifest is { } file)
        {
            try
            {
                return PackManifest.Read(Utf8Bom.Skip(files.All[file]));
            }
            catch (FormatException e)
            {
                throw new PackException(source, $"{file} cannot be understood: {e.Message}.");
            }
        }

        string folder = PackageNames.From(Path.GetFileNameWithoutExtension(Path.GetFullPath(source).TrimEnd(Path.DirectorySeparatorChar)).ToLowerInvariant());
        return GuideOf(source, files, layout, folder) ?? new PackManifest { Name = folder, Version = "0.0.0" };
    }

    private static PackManifest? GuideOf(string source, PackFiles files, PackLayout layout, string folder)
    {
        foreach (var (path, content) in files.All)
        {
            if (layout.Inside(path) is not { } inside || inside.Contains('/', StringComparison.Ordinal) || !inside.StartsWith("ImplementationGuide", StringComparison.Ordinal))
                continue;
            try
            {
                if (PackText.FaultOf(Utf8Bom.Skip(content).Span) is not null)
                    continue;
                using var json = JsonDocument.Parse(Utf8Bom.Skip(content));
                if (json.RootElement.Text("resourceType") == "ImplementationGuide")
                    return PackManifest.OfGuide(json.RootElement, folder);
            }
            catch (JsonException)
            {
                // Said when the file is read as a resource.
                continue;
            }
            catch (FormatException e)
            {
                throw new PackException(source, $"{path} cannot be understood: {e.Message}.");
            }
        }

        return null;
    }

    private static string FingerprintOf(PackFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Format));
        foreach (var (path, content) in files.All)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{path}\n"));
            hash.AppendData(SHA256.HashData(content.Span));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
