using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Between a <c>value</c> attribute and a JSON literal: booleans and numbers are bare and keep their text, all else is a string.</summary>
internal static class PrimitiveLiteral
{
    private const int LongestOnStack = 256;

    /// <summary>The value of the attribute the reader stands on, as JSON can say it, after reporting what is wrong with it.</summary>
    public static string Check(TypeSchema type, XmlReader xml, XmlFaults faults, XmlPath path)
    {
        var text = WithoutPlus(type.Primitive, xml.Value);
        if (type.Primitive == PrimitiveKind.Boolean && !IsBare(type.Primitive, text))
            faults.Add(xml, "value", "invalid-boolean", $"\"{Shown(text)}\" is no boolean; it is true or false.", path);
        else if (PrimitiveFormat.IsNumber(type.Primitive) && !IsBare(type.Primitive, text))
            faults.Add(xml, "value", "invalid-number", $"\"{Shown(text)}\" is no {type.Name}: expected {PrimitiveFormat.Expectation(type.Primitive)}, without leading zeros.", path);
        return text;
    }

    public static void Write(Utf8JsonWriter writer, PropertySchema property, string value)
    {
        writer.WritePropertyName(property.Name);
        Write(writer, property.Type, value);
    }

    public static void Write(Utf8JsonWriter writer, TypeSchema type, string value)
    {
        if (IsBare(type.Primitive, value))
            writer.WriteRawValue(value, skipInputValidation: true);
        else
            writer.WriteStringValue(value);
    }

    // https://hl7.org/fhir/R4/datatypes.html allows the sign for these two; a JSON number has none.
    private static string WithoutPlus(PrimitiveKind kind, string text) =>
        kind is PrimitiveKind.Integer or PrimitiveKind.PositiveInt && text is ['+', >= '1' and <= '9', ..] ? text[1..] : text;

    private static bool IsBare(PrimitiveKind kind, string text) =>
        kind == PrimitiveKind.Boolean ? text is "true" or "false" : PrimitiveFormat.IsNumber(kind) && IsJsonNumber(text);

    // The range of whole numbers is for the reader of JSON; the grammar of a decimal is that of a JSON number.
    private static bool IsJsonNumber(string text)
    {
        var utf8 = text.Length <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[text.Length];
        return text.Length > 0
            && Ascii.FromUtf16(text, utf8, out var written) == OperationStatus.Done
            && PrimitiveFormat.IsValid(PrimitiveKind.Decimal, utf8[..written]);
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
