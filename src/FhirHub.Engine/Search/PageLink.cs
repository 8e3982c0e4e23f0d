using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Search;

/// <summary>The form that positions have in page links: opaque, good for one search only, tamper-proof, and for a limited time.</summary>
/// <param name="key">Signs them (HMAC-SHA256); all nodes have the same.</param>
/// <param name="lifetime">How long they are good for, from the search's first page: superseded versions are kept for as long.</param>
/// <param name="time">Tells when that is over.</param>
public sealed class PageLink(byte[] key, TimeSpan lifetime, TimeProvider time)
{
    private const int SignatureBytes = 16;

    /// <param name="position">The position.</param>
    /// <param name="search">The search it belongs to, as its links say it; the position is good for no other.</param>
    /// <returns>Base64url.</returns>
    public string Encode(PagePosition position, string search)
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(new object?[]
        {
            position.At.Time, position.At.InFlight, position.Place, position.Backward ? 1 : 0, position.Page, position.Total,
        });
        return Base64Url.EncodeToString([.. Sign(content, search), .. content]);
    }

    /// <param name="token">What <see cref="Encode"/> made.</param>
    /// <param name="search">The search that the link says.</param>
    /// <exception cref="FhirException">Invalid: it was not made here, or for another search. Gone: its time is over.</exception>
    public PagePosition Decode(string token, string search)
    {
        if (!Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: > SignatureBytes } bytes)
            throw NotOurs();
        byte[] content = bytes[SignatureBytes..];
        if (!CryptographicOperations.FixedTimeEquals(Sign(content, search), bytes.AsSpan(0, SignatureBytes)))
            throw NotOurs();
        var position = Read(content);
        if (time.GetUtcNow().UtcDateTime - WriteClock.TimeOf(position.At.Time) > lifetime)
            throw new FhirException(FaultKind.Gone, [Issue.Error("not-found", "search-expired", $"Pages of a search can be asked for within {lifetime.TotalMinutes:0.#} minutes. Search again.")]);
        return position;
    }

    private static PagePosition Read(byte[] content)
    {
        using var json = JsonDocument.Parse(content);
        var fields = json.RootElement;
        return new PagePosition
        {
            At = new Snapshot(fields[0].GetInt64(), [.. fields[1].EnumerateArray().Select(s => s.GetInt64())]),
            Place = fields[2].ValueKind == JsonValueKind.Null ? null : [.. fields[2].EnumerateArray().Select(p => p.GetString()!)],
            Backward = fields[3].GetInt32() == 1,
            Page = fields[4].GetInt32(),
            Total = fields[5].ValueKind == JsonValueKind.Null ? null : fields[5].GetInt64(),
        };
    }

    private byte[] Sign(byte[] content, string search)
    {
        byte[] signed = [.. SHA256.HashData(Encoding.UTF8.GetBytes(search)), .. content];
        return HMACSHA256.HashData(key, signed)[..SignatureBytes];
    }

    private static FhirException NotOurs() => FhirException.Invalid(
        "page-link", "The page link was changed, or belongs to another search. Follow the links of a search's pages as they are.");
}
