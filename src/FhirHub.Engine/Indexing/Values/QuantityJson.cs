using System.Text.Json;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>The members of a Quantity that a search can ask for.</summary>
/// <param name="Value">Its number; null without one.</param>
/// <param name="Comparator"><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;=</c>, <c>&gt;</c>, or null.</param>
/// <param name="Unit">For people.</param>
/// <param name="System">Of the code.</param>
/// <param name="Code">The unit's code.</param>
internal readonly record struct QuantityJson(DecimalNumber? Value, string? Comparator, string? Unit, string? System, string? Code)
{
    /// <summary>The system of Money's codes, https://hl7.org/fhir/R4/search.html#quantity.</summary>
    private const string Currencies = "urn:iso:std:iso:4217";

    /// <summary>Reads a Quantity, or Money, and leaves the reader at its end.</summary>
    public static QuantityJson Read(ref Utf8JsonReader reader)
    {
        var quantity = default(QuantityJson);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8))
                quantity = quantity with { Value = Number(ref reader) };
            else if (reader.ValueTextEquals("comparator"u8))
                quantity = quantity with { Comparator = Text(ref reader) };
            else if (reader.ValueTextEquals("unit"u8))
                quantity = quantity with { Unit = Text(ref reader) };
            else if (reader.ValueTextEquals("system"u8))
                quantity = quantity with { System = Text(ref reader) };
            else if (reader.ValueTextEquals("code"u8))
                quantity = quantity with { Code = Text(ref reader) };
            else if (reader.ValueTextEquals("currency"u8))
                quantity = quantity with { System = Currencies, Code = Text(ref reader) };
            else
                reader.Skip();
        }
        return quantity;
    }

    /// <summary>The number behind the member name at the reader.</summary>
    public static DecimalNumber? Number(ref Utf8JsonReader reader) =>
        reader.Read() && DecimalNumber.TryParse(reader.ValueSpan, out var number) ? number : null;

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
    }
}
