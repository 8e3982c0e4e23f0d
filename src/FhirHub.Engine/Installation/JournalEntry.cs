using System.Globalization;
using FhirHub.Engine.Resources;

namespace FhirHub.Engine.Installation;

/// <summary>A version that an installation has made.</summary>
/// <param name="Key">Of the resource.</param>
/// <param name="Version">From 1.</param>
/// <param name="IsNew">Whether there was nothing in its place, or a deletion.</param>
internal sealed record JournalEntry(ResourceKey Key, long Version, bool IsNew)
{
    public static JournalEntry Of(StoredVersion version) => new(version.Key, version.Version, version.Created);

    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    public static JournalEntry Parse(string text)
    {
        string[] parts = text.Split(' ');
        return new JournalEntry(ResourceKey.Parse(parts[0]), long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2] == "new");
    }

    /// <summary><c>ValueSet/sex 3 changed</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key} {Version} {(IsNew ? "new" : "changed")}");
}
