using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Writes a resource that is stored as JSON as FHIR XML, https://hl7.org/fhir/R4/xml.html.</summary>
public sealed class FhirXmlWriter
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = ReadLimits.Deepest };

    private readonly XmlOutput _output;
    private readonly List<XmlMember> _members = [];

    private FhirXmlWriter(XmlOutput output) => _output = output;

    /// <param name="json">A resource that the reader of JSON has accepted, in UTF-8.</param>
    /// <param name="output">Receives the XML document in UTF-8, declaration included.</param>
    /// <param name="pretty">A line per element, indented by two spaces; narrative stays as it is.</param>
    /// <exception cref="FhirException">500: what is stored has no place in the schema of R4.</exception>
    public static void Write(ReadOnlyMemory<byte> json, IBufferWriter<byte> output, bool pretty = false)
    {
        using var document = JsonDocument.Parse(json, Reading);
        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8);
        new FhirXmlWriter(new XmlOutput(output, pretty)).Resource(document.RootElement, isRoot: true);
    }

    private void Resource(JsonElement resource, bool isRoot = false)
    {
        if (resource.ValueKind != JsonValueKind.Object
            || !resource.TryGetProperty("resourceType"u8, out var name)
            || FhirSchema.R4.FindResource(name.GetString() ?? "") is not { } type)
            throw Broken("a resource without a known resourceType");
        _output.OpenTag(type.Name);
        if (isRoot)
            _output.Attribute("xmlns", "http://hl7.org/fhir"u8);
        Content(type.Name, type, resource);
    }

    // Attributes, children in the order of the definition, and the end of an element whose tag is open.
    private void Content(string name, TypeSchema type, JsonElement json)
    {
        var first = _members.Count;
        Collect(type, json);
        var end = _members.Count;
        var elements = false;
        for (var i = first; i < end; i++)
        {
            if (_members[i].Property.Element.IsXmlAttribute)
                _output.Attribute(_members[i].Property.Name, Text(_members[i].Value));
            else
                elements = true;
        }

        if (!elements)
        {
            _output.EndEmptyTag();
            _members.RemoveRange(first, end - first);
            return;
        }

        _output.EndTagAndNest();
        for (var i = first; i < end; i++)
        {
            if (!_members[i].Property.Element.IsXmlAttribute)
                Member(_members[i]);
        }

        _members.RemoveRange(first, end - first);
        _output.CloseTag(name);
    }

    private void Collect(TypeSchema type, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Broken($"{type.Name} that is no object");
        var first = _members.Count;
        foreach (var member in json.EnumerateObject())
        {
            if (type.IsResource && member.NameEquals("resourceType"u8))
                continue;
            var name = NameOf(member);
            var isSibling = name is [(byte)'_', ..];
            var property = type.FindProperty(isSibling ? name[1..] : name) ?? throw Broken($"{type.Name} with a member {member.Name}");
            var at = IndexOf(property, first);
            if (at < 0)
                _members.Add(new XmlMember(property, isSibling ? default : member.Value, isSibling ? member.Value : default));
            else if (isSibling)
                _members[at] = _members[at] with { Sibling = member.Value };
            else
                _members[at] = _members[at] with { Value = member.Value };
        }

        _members.Sort(first, _members.Count - first, XmlMember.InOrder);
    }

    private int IndexOf(PropertySchema property, int first)
    {
        for (var i = first; i < _members.Count; i++)
        {
            if (ReferenceEquals(_members[i].Property, property))
                return i;
        }

        return -1;
    }

    private void Member(XmlMember member)
    {
        if (!member.Property.Element.IsArray)
        {
            Element(member.Property, member.Value, member.Sibling);
            return;
        }

        // In step and never by index, which walks an array of objects from its start.
        var values = Items(member.Value);
        var siblings = Items(member.Sibling);
        while (true)
        {
            var (hasValue, hasSibling) = (values.MoveNext(), siblings.MoveNext());
            if (!hasValue && !hasSibling)
                return;
            Element(member.Property, hasValue ? values.Current : default, hasSibling ? siblings.Current : default);
        }
    }

    private void Element(PropertySchema property, JsonElement value, JsonElement sibling)
    {
        if (IsAbsent(value) && IsAbsent(sibling))
            return;
        if (property.Element.IsXhtml)
        {
            var div = Text(value).Trim(" \t\r\n"u8);
            _output.Fragment(XhtmlScanner.FindFault(div) is null && !XmlOutput.HasControls(div) ? div : Narrative.ToXml(value.GetString()!));
            return;
        }

        _output.OpenTag(property.Name);
        if (property.Type.IsPrimitive)
            Primitive(property, value, sibling);
        else if (property.Type.IsResource)
        {
            _output.EndTagAndNest();
            Resource(value);
            _output.CloseTag(property.Name);
        }
        else
            Content(property.Name, property.Type, value);
    }

    private void Primitive(PropertySchema property, JsonElement value, JsonElement sibling)
    {
        if (!IsAbsent(value))
            _output.Attribute("value", Text(value));
        if (IsAbsent(sibling))
            _output.EndEmptyTag();
        else
            Content(property.Name, property.Type, sibling);
    }

    /// <summary>The characters of a scalar in UTF-8: a string unescaped, a number or boolean as it is written.</summary>
    private static ReadOnlySpan<byte> Text(JsonElement scalar)
    {
        if (scalar.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            throw Broken("an object or array where a value belongs");
        var raw = JsonMarshal.GetRawUtf8Value(scalar);
        if (scalar.ValueKind != JsonValueKind.String)
            return raw;
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(scalar.GetString()!) : raw[1..^1];
    }

    private static ReadOnlySpan<byte> NameOf(JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(member.Name) : raw;
    }

    private static bool IsAbsent(JsonElement element) => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    private static JsonElement.ArrayEnumerator Items(JsonElement array)
    {
        if (IsAbsent(array))
            return default;
        return array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : throw Broken("a repeating element that is no array");
    }

    private static FhirException Broken(string what) => new(
        FaultKind.Internal,
        [Issue.Error("exception", "stored-resource-broken", $"The stored resource cannot be written as XML: it holds {what}.")]);
}
