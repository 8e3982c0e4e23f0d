using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Search;

/// <summary>
/// Page links carry their search and position encrypted (AES-256-GCM, bound to their path): nobody can change one, and what was searched
/// for, which may be a name or an identity number, does not show in logs of URLs. Deflated before, since a posted search may be long.
/// Good for a limited time.
/// </summary>
/// <param name="key">32 bytes; all nodes have the same.</param>
/// <param name="lifetime">How long they are good for, from the search's first page: superseded versions are kept for as long.</param>
/// <param name="time">Tells when that is over.</param>
public sealed class PageLink(byte[] key, TimeSpan lifetime, TimeProvider time)
{
    /// <summary>Characters of a token at most: clients and proxies bound what a URL can hold.</summary>
    public const int MaxCharacters = 60_000;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>The token of a page, base64url.</summary>
    /// <param name="path">Path of the search; the token is good for no other.</param>
    /// <param name="search">The search as its self link says it, without a question mark.</param>
    /// <param name="position">Where the page begins.</param>
    /// <exception cref="FhirException">Too large: the token would have more than <see cref="MaxCharacters"/>.</exception>
    public string Seal(string path, string search, PagePosition position)
    {
        byte[] plain = Write(search, position);
        byte[] token = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = token.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plain, token.AsSpan(NonceBytes, plain.Length), token.AsSpan(NonceBytes + plain.Length), Bound(path));
        string text = Base64Url.EncodeToString(token);
        return text.Length <= MaxCharacters
            ? text
            : throw FhirException.TooLarge(
                "page-link-too-long",
                "The search is so long that the links of its pages would not fit into a URL. Ask for fewer values at once, or, with _count, for pages that hold all matches.");
    }

    /// <summary>The search and the position behind a token that <see cref="Seal"/> made for the path.</summary>
    /// <exception cref="FhirException">Invalid: it was not made here, or for another path. Gone: its time is over.</exception>
    public (string Search, PagePosition Position) Open(string path, string token)
    {
        if (Decrypt(path, token) is not { } plain)
            throw FhirException.Invalid("page-link", "The page link was changed, or belongs to another search. Follow the links of a search's pages as they are.");
        var (search, position) = Read(plain);
        if (time.GetUtcNow().UtcDateTime - WriteClock.TimeOf(position.At.Time) > lifetime)
            throw new FhirException(FaultKind.Gone, [Issue.Error("not-found", "search-expired", $"Pages of a search can be asked for within {lifetime.TotalMinutes:0.#} minutes. Search again.")]);
        return (search, position);
    }

    /// <summary>Null for what was not encrypted here, for this path.</summary>
    private byte[]? Decrypt(string path, string token)
    {
        if (!Base64Url.IsValid(token))
            return null;
        byte[] bytes = Base64Url.DecodeFromChars(token);
        int length = bytes.Length - NonceBytes - TagBytes;
        if (length <= 0)
            return null;
        byte[] plain = new byte[length];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(
                bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, length), bytes.AsSpan(NonceBytes + length), plain, Bound(path));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>What the token is bound to: its path, and this form of the content.</summary>
    private static byte[] Bound(string path) => Encoding.UTF8.GetBytes($"2 {path}");

    private static byte[] Write(string search, PagePosition position)
    {
        using var content = new MemoryStream();
        using (var deflate = new DeflateStream(content, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(deflate, new object?[]
            {
                position.At.Time, position.At.InFlight, position.Place, position.Backward ? 1 : 0, position.Page, position.Total, search,
            });
        }

        return content.ToArray();
    }

    private static (string Search, PagePosition Position) Read(byte[] content)
    {
        using var inflate = new DeflateStream(new MemoryStream(content), CompressionMode.Decompress);
        using var json = JsonDocument.Parse(inflate);
        var fields = json.RootElement;
        var position = new PagePosition
        {
            At = new Snapshot(fields[0].GetInt64(), [.. fields[1].EnumerateArray().Select(s => s.GetInt64())]),
            Place = fields[2].ValueKind == JsonValueKind.Null ? null : [.. fields[2].EnumerateArray().Select(p => p.GetString()!)],
            Backward = fields[3].GetInt32() == 1,
            Page = fields[4].GetInt32(),
            Total = fields[5].ValueKind == JsonValueKind.Null ? null : fields[5].GetInt64(),
        };
        return (fields[6].GetString()!, position);
    }
}
