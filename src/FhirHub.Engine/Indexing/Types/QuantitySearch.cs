using System.Text.Json;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>
/// Quantities: Quantity and what derives from it, Money, Range, and the bounds of SampledData; searched by number alone, by
/// <c>number|system|code</c>, and by <c>number||unit</c>. Units of UCUM are compared in base units.
/// https://hl7.org/fhir/R4/search.html#quantity
/// </summary>
internal sealed class QuantitySearch : SearchTypeRules
{
    public override void Index(in ElementValue value, string prefix, EntrySink sink)
    {
        if (!JsonSlice.IsObject(value.Json))
            return;
        if (value.Type.Name == "SampledData")
        {
            if (SampledBounds.Read(value.Json) is var (low, high))
                AddBetween(low, high, prefix, sink);
        }
        else if (value.Type.Name == "Range")
        {
            var (low, high) = Range(value.Json);
            AddBetween(low, high, prefix, sink);
        }
        else if (value.Type.Name == "Money" || value.Type.Is("Quantity"))
        {
            var reader = JsonSlice.Members(value.Json);
            AddOne(QuantityJson.Read(ref reader), prefix, sink);
        }
    }

    public override EntryCondition Match(MatchRequest request)
    {
        if (request.Modifier is { } modifier)
            throw SearchFault.Modifier(request.Parameter.Code, modifier, SearchFault.Ordered);
        var parts = SearchValue.Split(request.Value, '|').Select(SearchValue.Unescape).ToList();
        var form = parts.Count switch
        {
            1 => UnitForm.Number,
            3 when parts[2].Length > 0 => parts[1].Length > 0 ? UnitForm.OfCode(parts[1], parts[2]) : UnitForm.OfText(parts[2]),
            _ => throw SearchFault.Value(
                request.Parameter.Code, request.Value, "not of the form number, number|system|code or number||unit, with an optional prefix"),
        };
        return NumberComparison.Read(request, parts[0], form.Convert).Condition(request.Prefix + form.Suffix);
    }

    private static void AddOne(QuantityJson quantity, string prefix, EntrySink sink)
    {
        if (quantity.Value is not { } value)
            return;
        foreach (var form in UnitForm.Of(quantity))
            NumberEntry.Add(prefix + form.Suffix, Compared(form.Convert(value), quantity.Comparator), sink);
    }

    /// <summary>A bound that names no unit has that of the other; bounds in different units share the forms they have in common.</summary>
    private static void AddBetween(QuantityJson low, QuantityJson high, string prefix, EntrySink sink)
    {
        if (low.Value is null && high.Value is null)
            return;
        var lows = UnitForm.Of(IsBare(low) ? high : low);
        var highs = UnitForm.Of(IsBare(high) ? low : high).ToList();
        foreach (var form in lows)
            if (highs.FindIndex(h => h.Suffix == form.Suffix) is >= 0 and var same)
                NumberEntry.Add(prefix + form.Suffix, NumberInterval.Between(
                    low.Value is { } from ? form.Convert(from) : double.NegativeInfinity,
                    high.Value is { } to ? highs[same].Convert(to) : double.PositiveInfinity), sink);
    }

    private static bool IsBare(QuantityJson bound) => bound.Unit is null && bound.Code is null;

    /// <summary>"Less than 5" is every number below.</summary>
    private static NumberInterval Compared(double value, string? comparator) => comparator switch
    {
        "<" => NumberInterval.Between(double.NegativeInfinity, Math.BitDecrement(value)),
        "<=" => NumberInterval.Between(double.NegativeInfinity, value),
        ">=" => NumberInterval.Between(value, double.PositiveInfinity),
        ">" => NumberInterval.Between(Math.BitIncrement(value), double.PositiveInfinity),
        _ => NumberInterval.Point(value),
    };

    private static (QuantityJson Low, QuantityJson High) Range(ReadOnlySpan<byte> json)
    {
        QuantityJson low = default, high = default;
        var reader = JsonSlice.Members(json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("low"u8) && reader.Read())
                low = QuantityJson.Read(ref reader);
            else if (reader.ValueTextEquals("high"u8) && reader.Read())
                high = QuantityJson.Read(ref reader);
            else
                reader.Skip();
        }
        return (low, high);
    }
}
