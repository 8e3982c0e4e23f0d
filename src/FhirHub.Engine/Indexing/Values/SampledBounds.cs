using System.Text.Json;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// The least and the greatest point of a SampledData, https://hl7.org/fhir/R4/datatypes.html#SampledData: origin + factor × datum, where
/// <c>L</c> and <c>U</c> stand for the limits of detection and <c>E</c> for nothing.
/// </summary>
internal static class SampledBounds
{
    /// <summary>The bounds as quantities in the origin's unit; null without a point.</summary>
    public static (QuantityJson Low, QuantityJson High)? Read(ReadOnlySpan<byte> json)
    {
        var origin = default(QuantityJson);
        DecimalNumber? lower = null, upper = null;
        var factor = new DecimalNumber(1, 0);
        ReadOnlySpan<byte> data = [];
        var reader = JsonSlice.Members(json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("origin"u8) && reader.Read())
                origin = QuantityJson.Read(ref reader);
            else if (reader.ValueTextEquals("factor"u8))
                factor = QuantityJson.Number(ref reader) ?? factor;
            else if (reader.ValueTextEquals("lowerLimit"u8))
                lower = QuantityJson.Number(ref reader);
            else if (reader.ValueTextEquals("upperLimit"u8))
                upper = QuantityJson.Number(ref reader);
            else if (reader.ValueTextEquals("data"u8) && reader.Read())
                JsonSlice.TryText(ref reader, out data);
            else
                reader.Skip();
        }
        if (origin.Value is not { } zero || Extremes(data, lower, upper) is not { } points)
            return null;
        var (one, other) = (Scale(points.Low, factor, zero), Scale(points.High, factor, zero));
        return (origin with { Value = one }, origin with { Value = other });
    }

    private static (DecimalNumber Low, DecimalNumber High)? Extremes(ReadOnlySpan<byte> data, DecimalNumber? lower, DecimalNumber? upper)
    {
        DecimalNumber? low = null, high = null;
        foreach (var range in data.Split((byte)' '))
        {
            var text = data[range];
            var point = text.SequenceEqual("L"u8) ? lower
                : text.SequenceEqual("U"u8) ? upper
                : DecimalNumber.TryParse(text, out var number) ? number : null;
            if (point is not { } value)
                continue;
            low = low is { } least && least.ToDouble() <= value.ToDouble() ? low : value;
            high = high is { } most && most.ToDouble() >= value.ToDouble() ? high : value;
        }
        return low is { } first && high is { } last ? (first, last) : null;
    }

    private static DecimalNumber Scale(DecimalNumber point, DecimalNumber factor, DecimalNumber origin) =>
        point.Times(factor)?.Plus(origin) ?? DecimalNumber.Near(point.ToDouble() * factor.ToDouble() + origin.ToDouble());
}
