using System.Text.Json;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>
/// Dates: date, dateTime, instant, Period and Timing, each as the interval of time it stands for.
/// https://hl7.org/fhir/R4/search.html#date
/// </summary>
internal sealed class DateSearch(MatchSettings settings) : SearchTypeRules
{
    public override void Index(in ElementValue value, string prefix, EntrySink sink)
    {
        if (Interval(value) is not { } interval)
            return;
        sink.Add(DateEntry.Of(prefix, interval));
        sink.AddInterval(new IndexInterval(prefix, interval.From, interval.To, IsDate: true));
    }

    /// <summary>The time a value stands for; null for a datatype without time, and for a Period or Timing that names none.</summary>
    public DateInterval? Interval(in ElementValue value) => value.Type.Name switch
    {
        "date" or "dateTime" or "instant" => Literal(value.Json),
        "Period" => Period(value.Json),
        "Timing" => Timing(value.Json),
        _ => null,
    };

    public override EntryCondition Match(MatchRequest request)
    {
        if (request.Modifier is { } modifier)
            throw SearchFault.Modifier(request.Parameter.Code, modifier, SearchFault.Ordered);
        return DateComparison.Read(request.Parameter.Code, request.Value, request.Settings).Condition(request.Prefix);
    }

    private DateInterval? Literal(ReadOnlySpan<byte> json) =>
        JsonSlice.TryText(json, out var text) && DateInterval.TryParse(text, settings.Zone, out var interval) ? interval : null;

    private DateInterval? Literal(ref Utf8JsonReader reader) =>
        JsonSlice.TryText(ref reader, out var text) && DateInterval.TryParse(text, settings.Zone, out var interval) ? interval : null;

    private DateInterval? Period(ReadOnlySpan<byte> json)
    {
        if (!JsonSlice.IsObject(json))
            return null;
        var reader = JsonSlice.Members(json);
        return Period(ref reader);
    }

    private DateInterval? Period(ref Utf8JsonReader reader)
    {
        DateInterval? start = null, end = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isStart = reader.ValueTextEquals("start"u8);
            var isEnd = reader.ValueTextEquals("end"u8);
            reader.Read();
            if (isStart)
                start = Literal(ref reader);
            else if (isEnd)
                end = Literal(ref reader);
            else
                reader.Skip();
        }
        return (start, end) switch
        {
            // One that ends before it starts is stored all the same; it is found by both of its bounds.
            ({ } first, { } last) => first.Cover(last),
            ({ } first, null) => first with { To = DateInterval.Forever },
            (null, { } last) => last with { From = DateInterval.Beginning },
            _ => null,
        };
    }

    /// <summary>"Only the outer limits matter": those of the events and of the bounding period.</summary>
    private DateInterval? Timing(ReadOnlySpan<byte> json)
    {
        if (!JsonSlice.IsObject(json))
            return null;
        DateInterval? whole = null;
        var reader = JsonSlice.Members(json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isEvent = reader.ValueTextEquals("event"u8);
            var isRepeat = reader.ValueTextEquals("repeat"u8);
            reader.Read();
            if (isEvent)
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    whole = Cover(whole, Literal(ref reader));
            else if (isRepeat)
                whole = Cover(whole, Bounds(ref reader));
            else
                reader.Skip();
        }
        return whole;
    }

    private DateInterval? Bounds(ref Utf8JsonReader repeat)
    {
        DateInterval? bounds = null;
        while (repeat.Read() && repeat.TokenType == JsonTokenType.PropertyName)
        {
            var isBounds = repeat.ValueTextEquals("boundsPeriod"u8);
            repeat.Read();
            if (isBounds)
                bounds = Period(ref repeat);
            else
                repeat.Skip();
        }
        return bounds;
    }

    private static DateInterval? Cover(DateInterval? one, DateInterval? other) =>
        one is { } a && other is { } b ? a.Cover(b) : one ?? other;
}
