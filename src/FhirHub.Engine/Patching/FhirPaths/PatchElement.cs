using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>An element a path has found: its type and where it stands.</summary>
/// <param name="Type">Its FHIR type.</param>
/// <param name="Slot">Its place; null for the resource itself.</param>
/// <param name="Root">The resource, when this element is the resource itself.</param>
internal sealed record PatchElement(TypeSchema Type, JsonSlot? Slot, JsonObject? Root)
{
    /// <summary>The object with the element's own members; for a primitive its <c>_</c> sibling with id and extensions.</summary>
    public JsonObject? MembersOrNull => Root ?? (Type.IsPrimitive ? Slot!.Sibling : Slot!.Value) as JsonObject;

    private bool IsEmpty => MembersOrNull is null or { Count: 0 } && (!Type.IsPrimitive || Slot!.Value is null);

    /// <summary>The type a resource in JSON says it has; null when R4 has no such type.</summary>
    public static TypeSchema? ResourceType(JsonNode? resource) =>
        resource is JsonObject o && o["resourceType"] is JsonValue name && name.GetValueKind() == JsonValueKind.String
            ? FhirSchema.R4.FindResource(name.GetValue<string>())
            : null;

    /// <summary>The member that holds a child, under whichever of its names; null when there is none.</summary>
    public static PropertySchema? FindMember(JsonObject members, ElementSchema child) =>
        child.Properties.FirstOrDefault(property => new JsonMember(members, property.Name).Exists);

    /// <summary>Objects and arrays of the resource from its outermost object to that of this element, both included.</summary>
    public int Depth => Slot is null ? 1 : Slot.Around + 1;

    /// <summary>As <see cref="MembersOrNull"/>, made where a primitive has none yet.</summary>
    public JsonObject Members()
    {
        if (MembersOrNull is { } existing)
            return existing;
        var created = new JsonObject();
        Slot!.Set(Slot.Value?.DeepClone(), created);
        return created;
    }

    /// <summary>The children of an element name: none, one, or the items of a list.</summary>
    public IEnumerable<PatchElement> Children(string name)
    {
        if (Find(name) is not var (member, property))
            yield break;
        var count = CountOf(member, property);
        for (var i = 0; i < count; i++)
        {
            if (Item(member, property, i) is { } child)
                yield return child;
        }
    }

    /// <summary>One of <see cref="Children"/>, found without passing those before it; null when there are not as many.</summary>
    public PatchElement? Child(string name, int index) =>
        Find(name) is var (member, property) && index >= 0 && index < CountOf(member, property) ? Item(member, property, index) : null;

    private (JsonMember Member, PropertySchema Property)? Find(string name) =>
        Type.FindElement(name) is { } child && MembersOrNull is { } members && FindMember(members, child) is { } property
            ? (new JsonMember(members, property.Name), property)
            : null;

    private static int CountOf(JsonMember member, PropertySchema property) => property.Element.IsArray ? member.Count : 1;

    private PatchElement? Item(JsonMember member, PropertySchema property, int index)
    {
        var slot = new JsonSlot(member, property.Element.IsArray ? index : null, property.Element, this);
        var type = property.Type.IsResource ? ResourceType(slot.Value) : property.Type;
        return type is null ? null : new PatchElement(type, slot, null);
    }

    /// <summary>Takes the element out, and every ancestor it leaves empty: FHIR knows no empty elements.</summary>
    public void Remove()
    {
        Slot!.Remove();
        var parent = Slot.Parent;
        if (parent.Slot is not null && parent.IsEmpty)
            parent.Remove();
    }
}
