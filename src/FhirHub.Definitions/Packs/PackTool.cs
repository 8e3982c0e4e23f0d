using System.Security.Cryptography;

namespace FhirHub.Definitions.Packs;

/// <summary>What makes packages, as an input of theirs: a change of this folder makes all of them anew.</summary>
internal static class PackTool
{
    private const string Sources = "packs/";

    /// <summary>The same for every configuration and commit in which the sources are the same.</summary>
    public static string Fingerprint { get; } = Read();

    private static string Read()
    {
        var assembly = typeof(PackTool).Assembly;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Sources, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var source = assembly.GetManifestResourceStream(name)!;
            hash.AppendData(SHA256.HashData(source));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
