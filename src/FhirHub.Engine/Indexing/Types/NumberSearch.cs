using System.Text.Json;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>Numbers: decimal, the integers, and Range, whose units do not matter here. https://hl7.org/fhir/R4/search.html#number</summary>
internal sealed class NumberSearch : SearchTypeRules
{
    public override void Index(in ElementValue value, string prefix, EntrySink sink)
    {
        switch (value.Type.Name)
        {
            case "decimal" or "integer" or "positiveInt" or "unsignedInt":
                if (DecimalNumber.TryParse(value.Json, out var number))
                    NumberEntry.Add(prefix, NumberInterval.Point(number.ToDouble()), sink);
                break;
            case "Range":
                if (Range(value.Json) is { } range)
                    NumberEntry.Add(prefix, range, sink);
                break;
        }
    }

    public override EntryCondition Match(MatchRequest request)
    {
        if (request.Modifier is { } modifier)
            throw SearchFault.Modifier(request.Parameter.Code, modifier, SearchFault.Ordered);
        return NumberComparison.Read(request, request.Value, n => n.ToDouble()).Condition(request.Prefix);
    }

    private static NumberInterval? Range(ReadOnlySpan<byte> json)
    {
        if (!JsonSlice.IsObject(json))
            return null;
        double? low = null, high = null;
        var reader = JsonSlice.Members(json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isLow = reader.ValueTextEquals("low"u8);
            var isHigh = reader.ValueTextEquals("high"u8);
            reader.Read();
            if (isLow)
                low = QuantityJson.Read(ref reader).Value?.ToDouble();
            else if (isHigh)
                high = QuantityJson.Read(ref reader).Value?.ToDouble();
            else
                reader.Skip();
        }
        return low is null && high is null
            ? null
            : NumberInterval.Between(low ?? double.NegativeInfinity, high ?? double.PositiveInfinity);
    }
}
