using System.Security.Cryptography;
using System.Text;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>Builds exact entries: prefix, kind, payload. One payload that is too long is cut, and a hash of the whole keeps it apart from others.</summary>
internal static class EntryText
{
    public const int MaxPayload = 256;

    private const char Cut = '\u0002';
    private const string CaseSensitiveSystem = "http://unitsofmeasure.org";

    /// <summary>Codes of all systems but UCUM compare without case: "when in doubt, case-insensitive".</summary>
    public static string Fold(string system, string code) => system == CaseSensitiveSystem ? code : code.ToLowerInvariant();

    public static string Of(string prefix, char kind, string payload) => payload.Length <= MaxPayload
        ? string.Concat(prefix, new ReadOnlySpan<char>(in kind), payload)
        : $"{prefix}{kind}{UnicodeText.Start(payload, MaxPayload)}{Cut}{Hash(payload)}";

    /// <summary>Every entry whose payload begins with a text; of a text that is too long, those whose cut payload does.</summary>
    public static EntryRange StartingWith(string prefix, char kind, string text) => EntryRange.StartingWith(text.Length <= MaxPayload
        ? string.Concat(prefix, new ReadOnlySpan<char>(in kind), text)
        : $"{prefix}{kind}{UnicodeText.Start(text, MaxPayload)}{Cut}");

    /// <summary>With a payload of two parts around a bar.</summary>
    public static string Of(string prefix, char kind, string left, string right) => left.Length + right.Length < MaxPayload
        ? string.Create(prefix.Length + left.Length + right.Length + 2, (prefix, kind, left, right), static (to, parts) =>
        {
            parts.prefix.CopyTo(to);
            to = to[parts.prefix.Length..];
            to[0] = parts.kind;
            parts.left.CopyTo(to[1..]);
            to = to[(parts.left.Length + 1)..];
            to[0] = '|';
            parts.right.CopyTo(to[1..]);
        })
        : Of(prefix, kind, $"{left}|{right}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
