using FhirHub.Engine.Conformance;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation;
using MongoDB.Bson;

namespace FhirHub.Engine.Installation;

/// <summary>What can be wrong with a pack though it was read and resolved: what it says does not go with what is there.</summary>
internal static class PackChecks
{
    // A document of the database has 16 MB.
    private const int MaxDocumentBytes = 15 * 1024 * 1024;

    /// <exception cref="PackException">With all that is wrong.</exception>
    public static void Check(Pack pack, InstalledPack asInstalled, IReadOnlyList<InstalledPack> packs, DefinitionCatalog catalog)
    {
        string[] faults = [.. Strangers(pack, packs), .. UnknownProfiles(pack, packs.FirstOrDefault(p => p.Name == pack.Name), catalog), .. TooLarge(asInstalled)];
        if (faults.Length > 0)
            throw new PackException(pack.Source, faults);
    }

    /// <exception cref="PackException">Some are no resources of R4.</exception>
    public static IReadOnlyList<(PackFile File, ParsedResource Resource)> Parse(Pack pack)
    {
        var parsed = new List<(PackFile, ParsedResource)>();
        var faults = new List<string>();
        foreach (var file in pack.Definitions)
        {
            var read = FhirJsonReader.Read(file.Json, PackTransactions.Limits);
            if (read.Resource is { } resource)
                parsed.Add((file, resource));
            else
                faults.AddRange(read.Issues.Select(i => $"{file.Path}, line {i.Line}: {i.Diagnostics}"));
        }

        return faults.Count == 0 ? parsed : throw new PackException(pack.Source, faults);
    }

    /// <summary>An id that is another definition's, of another pack: the later one would take the place of the first.</summary>
    private static IEnumerable<string> Strangers(Pack pack, IReadOnlyList<InstalledPack> packs)
    {
        var owners = packs.Where(p => p.Name != pack.Name).SelectMany(p => p.Resources.Select(r => (Pack: p, Resource: r))).ToLookup(r => r.Resource.Key);
        return from definition in pack.Definitions
               from other in owners[definition.Key]
               where other.Resource.Url != definition.Url
               select $"{definition.Path} is {definition.Key} ({definition.Url}), which the installed pack {other.Pack.Name} has too ({other.Resource.Url}).";
    }

    /// <summary>A rule that names what is not there would refuse every write of its type, or none.</summary>
    private static IEnumerable<string> UnknownProfiles(Pack pack, InstalledPack? before, DefinitionCatalog catalog)
    {
        if (pack.Policy is null || PolicyRules.Read(pack.Policy) is not { } rules)
            yield break;
        var going = (before?.Resources ?? []).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (type, profiles) in rules.Profiles)
        {
            if (FhirSchema.R4.FindResource(type) is null)
                yield return $"Its policy.json names '{type}' in validation.profiles, which is no resource type of R4.";
            foreach (string profile in profiles.Where(p => !IsKnown(Canonical.Parse(p))))
                yield return $"Its policy.json requires the profile {profile} of {type}, which neither the pack nor what it depends on has.";
        }

        bool IsKnown(Canonical wanted) =>
            pack.Definitions.Any(d => d.Type == "StructureDefinition" && d.Url == wanted.Url && (wanted.Version is null || d.Version == wanted.Version))
            || BaseDefinitions.Instance.Find("StructureDefinition", wanted.Url, wanted.Version) is not null
            || (catalog.FindStored("StructureDefinition", wanted.Url, wanted.Version) is { } stored && !going.Contains(stored.Key));
    }

    private static IEnumerable<string> TooLarge(InstalledPack pack)
    {
        if (PackDocument.Of(pack).ToBson().Length > MaxDocumentBytes)
            yield return $"What is noted of an installed pack, its policy.json and the names of its resources, is larger than {MaxDocumentBytes} bytes.";
    }
}
