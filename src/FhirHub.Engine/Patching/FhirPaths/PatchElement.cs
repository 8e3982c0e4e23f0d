using System.Text.Json.Nodes;
using Hl7.Fhir.Introspection;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>An element a path has found: its type and where it stands.</summary>
/// <param name="Type">The FHIR type as the model knows it.</param>
/// <param name="Slot">Its place; null for the resource itself.</param>
/// <param name="Root">The resource, when this element is the resource itself.</param>
internal sealed record PatchElement(ClassMapping Type, JsonSlot? Slot, JsonObject? Root)
{
    /// <summary>The object with the element's own members; for a primitive its <c>_</c> sibling with id and extensions.</summary>
    public JsonObject? MembersOrNull => Root ?? (Type.IsFhirPrimitive ? Slot!.Sibling : Slot!.Value) as JsonObject;

    /// <summary>As <see cref="MembersOrNull"/>, made where a primitive has none yet.</summary>
    public JsonObject Members()
    {
        if (MembersOrNull is { } existing)
            return existing;
        var created = new JsonObject();
        Slot!.Set(Slot.Value?.DeepClone(), created);
        return created;
    }

    /// <summary>Takes the element out, and every ancestor it leaves empty: FHIR knows no empty elements.</summary>
    public void Remove()
    {
        Slot!.Remove();
        var parent = Slot.Parent;
        if (parent.Slot is not null && parent.IsEmpty)
            parent.Remove();
    }

    private bool IsEmpty => MembersOrNull is null or { Count: 0 } && (!Type.IsFhirPrimitive || Slot!.Value is null);
}
