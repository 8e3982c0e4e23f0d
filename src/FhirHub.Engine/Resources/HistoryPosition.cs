using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace FhirHub.Engine.Resources;

/// <summary>
/// The last row of a history page. Rows are ordered by time and key, both downward, and a version never moves in that order:
/// whatever is written meanwhile, the pages after it hold each version that existed at the start exactly once.
/// </summary>
public sealed record HistoryPosition(DateTime LastUpdated, ResourceKey Key, long Version)
{
    /// <summary>The form it has in a page link.</summary>
    public string ToToken() => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{LastUpdated.Ticks}|{Version}|{Key}")));

    /// <summary>Null for what <see cref="ToToken"/> did not make.</summary>
    public static HistoryPosition? FromToken(string token)
    {
        if (!Base64Url.IsValid(token))
            return null;
        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('|');
        if (parts.Length != 3
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) || ticks > DateTime.MaxValue.Ticks
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            || parts[2].IndexOf('/', StringComparison.Ordinal) <= 0)
        {
            return null;
        }

        return new HistoryPosition(new DateTime(ticks, DateTimeKind.Utc), ResourceKey.Parse(parts[2]), version);
    }
}
