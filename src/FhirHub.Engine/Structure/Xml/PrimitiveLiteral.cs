using System.Text.Json;
using System.Xml;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Between a <c>value</c> attribute and a JSON literal: booleans and numbers are bare and keep their text, all else is a string.</summary>
internal static class PrimitiveLiteral
{
    /// <summary>The value of the attribute the reader stands on, after reporting what is wrong with it.</summary>
    public static string Check(TypeSchema type, XmlReader xml, XmlFaults faults, XmlPath path)
    {
        var text = xml.Value;
        if (type.Primitive == PrimitiveKind.Boolean && !IsBare(type.Primitive, text))
            faults.Add(xml, "value", "invalid-boolean", $"\"{Shown(text)}\" is no boolean; it is true or false.", path);
        else if (IsNumber(type.Primitive) && !IsBare(type.Primitive, text))
            faults.Add(xml, "value", "invalid-number", $"\"{Shown(text)}\" is no {type.Name}: digits without a leading zero or plus sign.", path);
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

    private static bool IsBare(PrimitiveKind kind, string text) =>
        kind == PrimitiveKind.Boolean ? text is "true" or "false" : IsNumber(kind) && IsJsonNumber(text);

    private static bool IsNumber(PrimitiveKind kind) =>
        kind is PrimitiveKind.Decimal or PrimitiveKind.Integer or PrimitiveKind.PositiveInt or PrimitiveKind.UnsignedInt;

    /// <summary>https://www.rfc-editor.org/rfc/rfc8259#section-6</summary>
    private static bool IsJsonNumber(ReadOnlySpan<char> text)
    {
        if (text is ['-', ..])
            text = text[1..];
        var whole = Digits(ref text);
        if (whole.IsEmpty || (whole.Length > 1 && whole[0] == '0'))
            return false;
        if (text is ['.', ..])
        {
            text = text[1..];
            if (Digits(ref text).IsEmpty)
                return false;
        }

        if (text is ['e' or 'E', ..])
        {
            text = text[1..];
            if (text is ['+' or '-', ..])
                text = text[1..];
            if (Digits(ref text).IsEmpty)
                return false;
        }

        return text.IsEmpty;
    }

    private static ReadOnlySpan<char> Digits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
