using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>The items of a repeating primitive: values and <c>_</c> siblings, which JSON keeps in two aligned arrays.</summary>
internal sealed class PrimitiveRun(PropertySchema property)
{
    private readonly List<(string? Value, ReadOnlyMemory<byte> Sibling)> _items = [];

    /// <param name="value">The text of the value, or null.</param>
    /// <param name="sibling">The JSON object with its id and extensions, or empty.</param>
    public void Add(string? value, ReadOnlyMemory<byte> sibling) => _items.Add((value, sibling));

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_items.Exists(i => i.Value is not null))
            WriteValues(writer);
        if (_items.Exists(i => !i.Sibling.IsEmpty))
            WriteSiblings(writer);
    }

    private void WriteValues(Utf8JsonWriter writer)
    {
        writer.WriteStartArray(property.Name);
        foreach (var (value, _) in _items)
        {
            if (value is null)
                writer.WriteNullValue();
            else
                PrimitiveLiteral.Write(writer, property.Type, value);
        }

        writer.WriteEndArray();
    }

    private void WriteSiblings(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("_" + property.Name);
        foreach (var (_, sibling) in _items)
        {
            if (sibling.IsEmpty)
                writer.WriteNullValue();
            else
                writer.WriteRawValue(sibling.Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
    }
}
