using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace FhirHub.Definitions.Packs;

/// <summary>A folder of <c>profiles</c> that is a FHIR Shorthand project, as its <c>sushi-config.yaml</c> describes it.</summary>
internal sealed partial record PackSource
{
    private const string Configuration = "sushi-config.yaml";

    public required string Folder { get; init; }

    /// <summary>The name of the package, <c>fhirhub.cn-base</c>.</summary>
    public required string Id { get; init; }

    public required string Version { get; init; }

    public required string Canonical { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Package name to version.</summary>
    public required IReadOnlyDictionary<string, string> Dependencies { get; init; }

    /// <summary>The name of the folder, <c>cn-base</c>.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>Every pack of a folder, each after those it depends on.</summary>
    public static IReadOnlyList<PackSource> All(string profiles)
    {
        var packs = Directory.EnumerateDirectories(profiles)
            .Where(folder => File.Exists(Path.Combine(folder, Configuration)))
            .Order(StringComparer.Ordinal)
            .Select(Read)
            .ToList();
        var ordered = new List<PackSource>();
        while (packs.Count > 0)
        {
            var ready = packs.Find(pack => !packs.Exists(other => pack.Dependencies.ContainsKey(other.Id)))
                ?? throw new DefinitionsException($"the packs {string.Join(", ", packs.Select(p => p.Name))} depend on each other in a circle");
            packs.Remove(ready);
            ordered.Add(ready);
        }
        return ordered;
    }

    /// <summary>Reads the few keys needed here: plain values, and the indented list of dependencies.</summary>
    public static PackSource Read(string folder)
    {
        var file = Path.Combine(folder, Configuration);
        var values = new Dictionary<string, string>();
        var dependencies = new Dictionary<string, string>();
        var section = "";
        foreach (var line in File.ReadLines(file))
        {
            if (KeyValue().Match(line) is not { Success: true } match)
                continue;
            var (key, value) = (match.Groups["key"].Value, match.Groups["value"].Value.Trim().Trim('"', '\''));
            if (match.Groups["indent"].Length == 0)
                values[section = key] = value;
            else if (section == "dependencies")
                dependencies[key] = value;
        }
        return new PackSource
        {
            Folder = folder,
            Id = Required("id"),
            Version = Required("version"),
            Canonical = Required("canonical"),
            Title = Required("title"),
            Description = Required("description"),
            Dependencies = dependencies,
        };

        string Required(string key) => values.GetValueOrDefault(key) is { Length: > 0 } value
            ? value
            : throw new DefinitionsException($"{file} has no '{key}'");
    }

    /// <summary>A hash of every file that the package is made of (not of invalid examples and texts for people), and of what else the caller says.</summary>
    public string Fingerprint(IEnumerable<string> more)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Inputs().Where(File.Exists).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Folder, file).Replace('\\', '/') + "\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        foreach (var text in more)
            hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private IEnumerable<string> Inputs()
    {
        var shorthand = Path.Combine(Folder, "input", "fsh");
        var files = Directory.Exists(shorthand) ? Directory.EnumerateFiles(shorthand, "*", SearchOption.AllDirectories) : [];
        return files.Append(Path.Combine(Folder, Configuration)).Append(Path.Combine(Folder, "policy.json"));
    }

    [GeneratedRegex(@"^(?<indent>\s*)(?<key>[A-Za-z][\w.-]*):(?<value>.*)$")]
    private static partial Regex KeyValue();
}
