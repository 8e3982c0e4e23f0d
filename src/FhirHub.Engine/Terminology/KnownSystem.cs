using FhirHub.Engine.Terminology.Catalog;

namespace FhirHub.Engine.Terminology;

/// <summary>A code system that this server knows.</summary>
/// <param name="Url">Its URL.</param>
/// <param name="Versions">Those that it has; the one that counts where none is named first. None where it has no version.</param>
public sealed record KnownSystem(string Url, IReadOnlyList<string> Versions)
{
    internal static IReadOnlyList<KnownSystem> Of(TermSnapshot snapshot) =>
    [
        .. snapshot.Of(TermTypes.CodeSystem).Where(e => e.Supplements is null).GroupBy(e => e.Url, StringComparer.Ordinal).Select(g =>
        {
            string? first = snapshot.Find(TermTypes.CodeSystem, g.Key, null)?.Version;
            return new KnownSystem(g.Key, [.. g.Select(e => e.Version).OfType<string>().Distinct().OrderBy(v => v != first).ThenBy(v => v, StringComparer.Ordinal)]);
        }),
    ];
}
