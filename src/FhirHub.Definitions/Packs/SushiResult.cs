namespace FhirHub.Definitions.Packs;

/// <summary>What SUSHI made.</summary>
/// <param name="Folder">Holds <c>resources/*.json</c> and <c>data/fsh-index.json</c>, which names the source of each.</param>
/// <param name="Warnings">Each on a line.</param>
internal sealed record SushiResult(string Folder, IReadOnlyList<string> Warnings);
