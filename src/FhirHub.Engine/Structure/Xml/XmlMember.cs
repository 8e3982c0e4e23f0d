using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>A member of a JSON object with its <c>_</c> sibling; either may be undefined.</summary>
internal readonly record struct XmlMember(PropertySchema Property, JsonElement Value, JsonElement Sibling)
{
    public static IComparer<XmlMember> InOrder { get; } =
        Comparer<XmlMember>.Create((a, b) => a.Property.Element.Index.CompareTo(b.Property.Element.Index));
}
