using System.Diagnostics.CodeAnalysis;

namespace FhirHub.Engine.Terminology.Systems;

/// <summary>
/// Codes of a code system that is not case sensitive: the same where <see cref="Fold"/> makes the same of them. Keys in the database are folded so;
/// a comparison of another making would hold two codes with one key for different ones.
/// </summary>
internal sealed class CaselessComparer : StringComparer
{
    private CaselessComparer()
    {
    }

    public static CaselessComparer Instance { get; } = new();

    public static string Fold(string code) => string.Create(code.Length, code, static (folded, from) =>
    {
        for (int i = 0; i < from.Length; i++)
            folded[i] = char.ToLowerInvariant(from[i]);
    });

    public override int Compare(string? x, string? y) =>
        x is null || y is null ? (x is null ? 0 : 1) - (y is null ? 0 : 1) : string.CompareOrdinal(Fold(x), Fold(y));

    public override bool Equals(string? x, string? y)
    {
        if (x is null || y is null || x.Length != y.Length)
            return x is null && y is null;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] != y[i] && char.ToLowerInvariant(x[i]) != char.ToLowerInvariant(y[i]))
                return false;
        }

        return true;
    }

    public override int GetHashCode([DisallowNull] string obj)
    {
        var hash = new HashCode();
        foreach (char c in obj)
            hash.Add(char.ToLowerInvariant(c));
        return hash.ToHashCode();
    }
}
