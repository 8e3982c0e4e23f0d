using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Structure;

namespace FhirHub.Regional.Booking;

/// <summary>A source that a schedule has, as far as publishing must know it.</summary>
/// <param name="Id">Of its Slot.</param>
/// <param name="Start">Its beginning.</param>
/// <param name="End">Its end.</param>
/// <param name="Index">Which of those of the same time it is by its number; null where it has none.</param>
/// <param name="ReservedFor">Code of whom it is reserved for; null for nobody.</param>
internal sealed record PresentSource(string Id, DateTimeOffset Start, DateTimeOffset End, int? Index, string? ReservedFor)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = ReadLimits.Deepest };

    /// <param name="json">Of a Slot, as it is stored.</param>
    /// <returns>Null where it has no times.</returns>
    public static PresentSource? Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        var slot = document.RootElement;
        return TimeOf(slot, "start") is { } start && TimeOf(slot, "end") is { } end
            ? new PresentSource(slot.GetProperty("id").GetString()!, start, end, IndexOf(slot), ReservedForOf(slot))
            : null;
    }

    private static DateTimeOffset? TimeOf(JsonElement slot, string name) =>
        slot.TryGetProperty(name, out var time) && time.TryGetDateTimeOffset(out var moment) ? moment : null;

    /// <summary>The last part of the number, <c>[schedule]/[time]/[index]</c>.</summary>
    private static int? IndexOf(JsonElement slot)
    {
        foreach (var identifier in Items(slot, "identifier"))
        {
            if (TextOf(identifier, "system") == BookingTerms.SourceNumbers && TextOf(identifier, "value") is { } number
                && int.TryParse(number.AsSpan(number.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                return index;
            }
        }

        return null;
    }

    private static string? ReservedForOf(JsonElement slot)
    {
        foreach (var extension in Items(slot, "extension"))
        {
            if (TextOf(extension, "url") == BookingTerms.ReservedForUrl && extension.TryGetProperty("valueCoding", out var whom))
                return TextOf(whom, "code");
        }

        return null;
    }

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object) : [];

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
