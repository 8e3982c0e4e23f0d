using System.Buffers;
using System.Text.Json;
using System.Xml;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Walks the elements of one document. Every method begins with the reader on the start of an element and leaves it on its end.</summary>
internal sealed class FhirXmlElements(XmlReader xml, ReadOnlyMemory<byte> source, XmlFaults faults, int maxDepth)
{
    private readonly XhtmlReader _xhtml = new(xml, source, faults);

    public void Root(Utf8JsonWriter writer) => Resource(null, writer, isRoot: true);

    private void Resource(XmlPath? slot, Utf8JsonWriter writer, bool isRoot = false)
    {
        writer.WriteStartObject();
        if (xml.NamespaceURI != FhirXml.Namespace)
            Refuse("wrong-namespace", $"The resource \"{xml.Name}\" must be in the namespace {FhirXml.Namespace}.", slot);
        else if (FhirSchema.R4.FindResource(xml.LocalName) is not { } type)
            Refuse("unknown-resource", $"R4 has no resource type \"{xml.LocalName}\".", slot);
        else
        {
            writer.WriteString("resourceType"u8, type.Name);
            Content(type, slot ?? new XmlPath(null, type.Name), writer, isRoot);
        }

        writer.WriteEndObject();
    }

    /// <summary>Attributes and children of a complex element, into an object that is open.</summary>
    private void Content(TypeSchema type, XmlPath path, Utf8JsonWriter writer, bool isRoot = false)
    {
        CheckDepth(path);
        var isEmpty = xml.IsEmptyElement;
        var attributes = 0;
        while (xml.MoveToNextAttribute())
        {
            if (IsDeclaration(isRoot))
                continue;
            if (xml.NamespaceURI.Length == 0 && type.FindProperty(xml.LocalName) is { Element.IsXmlAttribute: true } property)
            {
                writer.WriteString(property.Name, xml.Value);
                attributes++;
            }
            else
                UnknownAttribute(type, path);
        }

        xml.MoveToElement();
        if (!isEmpty && NextChild(path))
            Children(type, path, writer);
        else if (attributes == 0)
            faults.Add(xml, "structure", "empty-element", $"{path} is empty; an element has a value or children.", path);
    }

    // The reader stands on the first child.
    private void Children(TypeSchema type, XmlPath path, Utf8JsonWriter writer)
    {
        var members = new XmlChildren(writer);
        do
        {
            var property = type.FindProperty(xml.LocalName);
            if (property is null or { Element.IsXmlAttribute: true })
                Refuse("unknown-element", $"{type.Name} has no element \"{xml.LocalName}\".", path.Child(xml.LocalName));
            else if (NamespaceOf(property) is var wanted && xml.NamespaceURI != wanted)
                Refuse("wrong-namespace", $"\"{xml.LocalName}\" must be in the namespace {wanted}.", path);
            else
            {
                if (members.FaultOf(property) is var (code, message))
                    faults.Add(xml, "structure", code, message, path.Child(property.Element.Name));
                var index = members.MoveTo(property);
                Child(property, new XmlPath(path, property.Element.Name, index), writer, members);
            }
        }
        while (NextChild(path));
        members.Close();
    }

    private void Child(PropertySchema property, XmlPath path, Utf8JsonWriter writer, XmlChildren members)
    {
        if (property.Element.IsXhtml)
            writer.WriteString(property.Name, _xhtml.Read(path));
        else if (property.Type.IsPrimitive)
            Primitive(property, path, writer, members.Run);
        else
        {
            if (!property.Element.IsArray)
                writer.WritePropertyName(property.Name);
            if (property.Type.IsResource)
            {
                Slot(path, writer);
                return;
            }

            writer.WriteStartObject();
            Content(property.Type, path, writer);
            writer.WriteEndObject();
        }
    }

    /// <summary>An element that holds one resource.</summary>
    private void Slot(XmlPath path, Utf8JsonWriter writer)
    {
        CheckDepth(path);
        NoAttributes(path);
        if (xml.IsEmptyElement || !NextChild(path))
        {
            faults.Add(xml, "structure", "empty-element", $"{path} is empty; it holds a resource.", path);
            writer.WriteNullValue();
            return;
        }

        Resource(path, writer);
        while (NextChild(path))
            Refuse("element-repeated", $"{path} holds one resource; \"{xml.LocalName}\" is another.", path);
    }

    private void Primitive(PropertySchema property, XmlPath path, Utf8JsonWriter writer, PrimitiveRun? run)
    {
        CheckDepth(path);
        string? value = null, id = null;
        while (xml.MoveToNextAttribute())
        {
            if (IsDeclaration(false))
                continue;
            if (xml.NamespaceURI.Length == 0 && xml.LocalName == "value")
                value = PrimitiveLiteral.Check(property.Type, xml, faults, path);
            else if (xml.NamespaceURI.Length == 0 && xml.LocalName == "id")
                id = xml.Value;
            else
                UnknownAttribute(property.Type, path);
        }

        xml.MoveToElement();
        var hasChildren = !xml.IsEmptyElement && NextChild(path);
        var hasSibling = id is not null || hasChildren;
        if (value is null && !hasSibling)
            faults.Add(xml, "structure", "empty-element", $"{path} is empty; it has a value or extensions.", path);

        if (run is not null)
        {
            run.Add(value, hasSibling ? SiblingItem(property.Type, path, id, hasChildren) : default);
            return;
        }

        if (value is not null)
            PrimitiveLiteral.Write(writer, property, value);
        if (!hasSibling)
            return;
        writer.WritePropertyName("_" + property.Name);
        Sibling(property.Type, path, id, hasChildren, writer);
    }

    private ReadOnlyMemory<byte> SiblingItem(TypeSchema type, XmlPath path, string? id, bool hasChildren)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, JsonWriting.Options);
        Sibling(type, path, id, hasChildren, writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private void Sibling(TypeSchema type, XmlPath path, string? id, bool hasChildren, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (id is not null)
            writer.WriteString("id"u8, id);
        if (hasChildren)
            Children(type, path, writer);
        writer.WriteEndObject();
    }

    /// <summary>Moves to the next child element; false at the end of the parent.</summary>
    private bool NextChild(XmlPath path)
    {
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    return true;
                case XmlNodeType.EndElement:
                    return false;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    faults.Add(xml, "structure", "text-not-allowed", $"{path} holds text; in FHIR a value is an attribute.", path);
                    break;
            }
        }

        return false;
    }

    private void NoAttributes(XmlPath path)
    {
        while (xml.MoveToNextAttribute())
        {
            if (!IsDeclaration(false))
                faults.Add(xml, "structure", "unknown-attribute", $"{path} has no attribute \"{xml.Name}\"; it holds a resource.", path);
        }

        xml.MoveToElement();
    }

    private bool IsDeclaration(bool isRoot) =>
        xml.NamespaceURI == FhirXml.Xmlns || (isRoot && xml.NamespaceURI == FhirXml.SchemaInstance && xml.LocalName == "schemaLocation");

    private void UnknownAttribute(TypeSchema type, XmlPath path) =>
        faults.Add(xml, "structure", "unknown-attribute", $"{type.Name} has no attribute \"{xml.Name}\".", path);

    private static string NamespaceOf(PropertySchema property) => property.Element.IsXhtml ? FhirXml.Xhtml : FhirXml.Namespace;

    private void CheckDepth(XmlPath path)
    {
        if (xml.Depth >= maxDepth)
            faults.Abort(xml, "nesting-too-deep", $"Elements are nested more than {maxDepth} deep.", path);
    }

    // Reports the element and passes over it.
    private void Refuse(string code, string message, XmlPath? path)
    {
        faults.Add(xml, "structure", code, message, path);
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // Content of what is refused is not judged.
        }
    }
}
