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
        if (Type.FindElement(name) is not { } child || MembersOrNull is not { } members || FindMember(members, child) is not { } property)
            yield break;
        var member = new JsonMember(members, property.Name);
        var count = child.IsArray ? member.Count : 1;
        for (var i = 0; i < count; i++)
        {
            var slot = new JsonSlot(member, child.IsArray ? i : null, child, this);
            var type = property.Type.IsResource ? ResourceType(slot.Value) : property.Type;
            if (type is not null)
                yield return new PatchElement(type, slot, null);
        }
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
