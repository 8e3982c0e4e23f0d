using System.Text.Json.Nodes;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>The place of one element: a member, or an item of a repeating member.</summary>
internal sealed record JsonSlot(JsonMember Member, int? Index, ElementSchema Element, PatchElement Parent)
{
    /// <summary>Objects and arrays of the resource around the value.</summary>
    public int Around => Parent.Depth + (Index is null ? 0 : 1);

    public JsonNode? Value => Index is { } i ? Member.ItemAt(i).Value : Member.Value;

    public JsonNode? Sibling => Index is { } i ? Member.ItemAt(i).Sibling : Member.Sibling;

    public void Set(JsonNode? value, JsonNode? sibling)
    {
        if (Index is { } i)
            Member.SetItem(i, value, sibling);
        else
            Member.Set(value, sibling);
    }

    public void Remove()
    {
        if (Index is { } i)
            Member.RemoveItem(i);
        else
            Member.Set(null, null);
    }
}
