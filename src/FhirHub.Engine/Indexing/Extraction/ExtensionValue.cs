using System.Text.Json;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Indexing.Extraction;

internal static class ExtensionValue
{
    public static void Index(in ElementValue extension, SearchTypeRules rules, string prefix, EntrySink sink)
    {
        var reader = new Utf8JsonReader(extension.Json, ReadLimits.Stored);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = extension.Type.FindProperty(reader.ValueSpan);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (property is { Element.Name: "value" })
                rules.Index(new ElementValue(property.Type, property.Element, extension.Json[start..(int)reader.BytesConsumed]), prefix, sink);
        }
    }
}
