using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Structure;
using PathStep = FhirHub.Engine.Patching.FhirPaths.PathStep;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>Finds the JSON of an element by the names and indexes that lead to it.</summary>
internal static class ElementLocation
{
    /// <summary>What the element is and where its JSON begins and ends; null for what has no JSON of its own, such as a primitive with extensions only.</summary>
    public static (PropertySchema Property, int Start, int End)? Find(TypeSchema root, ReadOnlySpan<byte> json, IReadOnlyList<PathStep> steps)
    {
        var (type, start, end) = (root, 0, json.Length);
        PropertySchema? property = null;
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Name is not { } name)
                return null;
            var extends = i + 1 < steps.Count && (steps[i + 1].Name ?? (i + 2 < steps.Count ? steps[i + 2].Name : null)) is not null;
            if (Member(type, json[start..end], name, extends) is not var (found, from, to))
                return null;
            (property, end, start) = (found, start + to, start + from);
            if (i + 1 < steps.Count && steps[i + 1].Name is null)
            {
                var index = steps[++i].Index;
                if (json[start] == (byte)'[' && Item(json[start..end], index) is var (first, last))
                    (end, start) = (start + last, start + first);
                else if (json[start] == (byte)'[' || index > 0)
                    return null;
            }
            if ((property.Type.IsResource ? ResourceJson.TypeOf(json[start..end]) : property.Type) is not { } next)
                return null;
            type = next;
        }
        return property is null ? null : (property, start, end);
    }

    // The elements of a primitive stand in the sibling whose name begins with an underscore.
    private static (PropertySchema Property, int Start, int End)? Member(TypeSchema type, ReadOnlySpan<byte> json, string name, bool extends)
    {
        var reader = new Utf8JsonReader(json, ReadLimits.Stored);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueSpan;
            var isSibling = member.Length > 0 && member[0] == (byte)'_';
            var property = type.FindProperty(isSibling ? member[1..] : member);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (property?.Element.Name == name && isSibling == (property.Type.IsPrimitive && extends))
                return (property, start, (int)reader.BytesConsumed);
        }
        return null;
    }

    private static (int Start, int End)? Item(ReadOnlySpan<byte> json, int index)
    {
        var reader = new Utf8JsonReader(json, ReadLimits.Stored);
        reader.Read();
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (i == index)
                return reader.TokenType == JsonTokenType.Null ? null : (start, (int)reader.BytesConsumed);
        }
        return null;
    }
}
