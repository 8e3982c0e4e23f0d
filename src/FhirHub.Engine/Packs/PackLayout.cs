namespace FhirHub.Engine.Packs;

/// <summary>
/// Where in a folder or archive a package is: the layout of npm (<c>package/</c>), that of SUSHI and the IG publisher, or JSON in one folder.
/// </summary>
/// <param name="Root">What goes before the paths of its files, with a slash at the end; empty for none.</param>
/// <param name="Manifest">Path of its <c>package.json</c>; null for none.</param>
internal sealed record PackLayout(string Root, string? Manifest)
{
    private const string ManifestName = "package.json";
    private const string Npm = "package/";

    // https://confluence.hl7.org/display/FHIR/NPM+Package+Specification, where the folder package/ itself is at hand.
    private static readonly string[] Besides = ["other", "tests", "openapi", "xml", "rdf", "bin"];

    // What a guide's folder may hold beside its resources, most telling first. Resources of the publisher are complete; SUSHI's are its sources.
    private static readonly string[] Roots = [Npm, "", "output/package/", "output/", "fsh-generated/resources/", "resources/", "input/resources/"];

    public static PackLayout? Find(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        foreach (string root in Roots)
        {
            if (files.ContainsKey(root + ManifestName) && IsManifestOfPackage(files, root))
                return new PackLayout(root, root + ManifestName);
        }

        foreach (string root in Roots)
        {
            if (files.Keys.Any(f => f.StartsWith(root, StringComparison.Ordinal) && !f[root.Length..].Contains('/', StringComparison.Ordinal) && !IsOther(f)))
                return new PackLayout(root, null);
        }

        return null;
    }

    /// <summary>Path below <see cref="Root"/>; null for what is not in the package.</summary>
    public string? Inside(string path) => path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : null;

    /// <summary>Files that are no resources.</summary>
    public static bool IsOther(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name is ManifestName or "package-lock.json" or "expected.json" || name[0] == '.' || name.StartsWith("ig-r", StringComparison.Ordinal) || name.EndsWith(".openapi.json", StringComparison.Ordinal)
            || name.EndsWith(".sch.json", StringComparison.Ordinal) || name.EndsWith(".schema.json", StringComparison.Ordinal);
    }

    /// <summary>Whether a file is a definition or an example, and none of those that packages hold besides: tests, schemas, other formats.</summary>
    /// <param name="inside">Path below <see cref="Root"/>.</param>
    public bool HoldsResources(string inside)
    {
        int slash = inside.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || inside.StartsWith("example", StringComparison.OrdinalIgnoreCase))
            return true;
        return Root != Npm && !Besides.Contains(inside[..slash]);
    }

    // A folder with JavaScript in it has a manifest too.
    private static bool IsManifestOfPackage(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string root)
    {
        try
        {
            var manifest = PackManifest.Read(files[root + ManifestName]);
            return root == Npm || manifest.Canonical is not null || manifest.FhirVersions.Count > 0 || manifest.Dependencies.Keys.Any(PackResolver.IsCore);
        }
        catch (FormatException)
        {
            // Whoever reads it says what is wrong.
            return true;
        }
    }
}
