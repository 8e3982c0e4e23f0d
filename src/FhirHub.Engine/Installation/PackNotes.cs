using System.Globalization;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Packs;

namespace FhirHub.Engine.Installation;

/// <summary>What is worth knowing of a pack that can be installed nevertheless.</summary>
internal static class PackNotes
{
    private const int MaxNamed = 5;

    /// <param name="before">What is installed of it; null for nothing.</param>
    public static IEnumerable<string> Of(Pack pack, InstalledPack? before)
    {
        if (before is not null && before.Version == pack.Version && before.Fingerprint != pack.Fingerprint)
            yield return $"It takes the place of another content of the same version, {pack.Version}; packs that are given out need a version for each content.";
        string[] own = [.. pack.Definitions.Where(d => d.Url is not null && FhirDefinitions.Find(d.Type, d.Url) is not null).Select(d => d.Key)];
        if (own.Length > 0)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{own.Length} of its definitions do not count, since they have URLs of R4's own definitions, which go first: {string.Join(", ", own.Take(MaxNamed))}{(own.Length > MaxNamed ? ", and others" : "")}.");
    }
}
