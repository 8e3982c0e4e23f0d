using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Turns the children of one element, as they come, into members of an object: equal neighbours share an array.</summary>
internal sealed class XmlChildren(Utf8JsonWriter writer)
{
    private PropertySchema? _current;
    private int _index = -1;
    private int _furthest = -1;

    /// <summary>The values of the primitive that repeats now; null when the current child does not repeat or is no primitive.</summary>
    public PrimitiveRun? Run { get; private set; }

    /// <summary>What is wrong with this child coming now.</summary>
    public (string Code, string Message)? FaultOf(PropertySchema next)
    {
        var place = next.Element.Index;
        if (place < _furthest)
            return ("element-order", $"\"{next.Name}\" stands too late; elements keep the order of the definition, and equal ones stand together.");
        if (place == _furthest && (!next.Element.IsArray || next != _current))
            return ("element-repeated", $"\"{next.Element.Name}\" does not repeat.");
        return null;
    }

    /// <summary>Makes this the current child.</summary>
    /// <returns>Its index among its equals; -1 when it does not repeat.</returns>
    public int MoveTo(PropertySchema next)
    {
        if (ReferenceEquals(next, _current) && next.Element.IsArray)
            return ++_index;
        Close();
        _current = next;
        _furthest = Math.Max(_furthest, next.Element.Index);
        _index = next.Element.IsArray ? 0 : -1;
        if (!next.Element.IsArray)
            return _index;
        if (next.Type.IsPrimitive)
            Run = new PrimitiveRun(next);
        else
            writer.WriteStartArray(next.Name);
        return _index;
    }

    /// <summary>Ends the array that is open, if any.</summary>
    public void Close()
    {
        if (Run is not null)
            Run.WriteTo(writer);
        else if (_current is { Element.IsArray: true })
            writer.WriteEndArray();
        Run = null;
        _current = null;
    }
}
