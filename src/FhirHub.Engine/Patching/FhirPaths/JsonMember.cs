using System.Text.Json.Nodes;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>
/// A member of an element together with its <c>_</c> sibling, which holds id and extensions of primitives:
/// https://hl7.org/fhir/R4/json.html#primitive. In a repeating member both arrays stay aligned, gaps filled with null.
/// </summary>
internal readonly record struct JsonMember(JsonObject Owner, string Name)
{
    public string SiblingName => "_" + Name;

    public JsonNode? Value => Owner[Name];

    public JsonNode? Sibling => Owner[SiblingName];

    public bool Exists => Value is not null || Sibling is not null;

    /// <summary>How many items a repeating member has.</summary>
    public int Count => Math.Max((Value as JsonArray)?.Count ?? 0, (Sibling as JsonArray)?.Count ?? 0);

    public void Set(JsonNode? value, JsonNode? sibling)
    {
        Put(Name, value);
        Put(SiblingName, sibling);
    }

    /// <summary>Puts another member where this one stands: a choice element that changes its type.</summary>
    public void SetAs(string name, JsonNode? value, JsonNode? sibling)
    {
        if (name == Name)
        {
            Set(value, sibling);
            return;
        }

        var position = Owner.IndexOf(Value is not null ? Name : SiblingName);
        Owner.Remove(Name);
        Owner.Remove(SiblingName);
        position = Math.Clamp(position, 0, Owner.Count);
        if (sibling is not null)
            Owner.Insert(position, "_" + name, sibling);
        if (value is not null)
            Owner.Insert(position, name, value);
    }

    public (JsonNode? Value, JsonNode? Sibling) ItemAt(int index) => (At(Value, index), At(Sibling, index));

    public void SetItem(int index, JsonNode? value, JsonNode? sibling) =>
        Edit(value, sibling, (items, node) => items[index] = node);

    public void Insert(int index, JsonNode? value, JsonNode? sibling) =>
        Edit(value, sibling, (items, node) => items.Insert(index, node));

    public void RemoveItem(int index) => Edit(null, null, (items, _) => items.RemoveAt(index));

    public void MoveItem(int source, int destination) => Edit(null, null, (items, _) =>
    {
        var item = items[source];
        items.RemoveAt(source);
        items.Insert(destination, item);
    });

    private void Edit(JsonNode? value, JsonNode? sibling, Action<JsonArray, JsonNode?> change)
    {
        var count = Count;
        EditArray(Name, count, value, change);
        EditArray(SiblingName, count, sibling, change);
    }

    // In place, for a list can be long and a patch have many operations. An absent array stands for nulls.
    private void EditArray(string name, int count, JsonNode? node, Action<JsonArray, JsonNode?> change)
    {
        if (Owner[name] is not JsonArray items)
        {
            if (node is null)
                return;
            Owner[name] = items = [];
        }

        while (items.Count < count)
            items.Add((JsonNode?)null);
        change(items, node);
        if (items.All(item => item is null))
            Owner.Remove(name);
    }

    private void Put(string name, JsonNode? node)
    {
        if (node is null)
            Owner.Remove(name);
        else
            Owner[name] = node;
    }

    private static JsonNode? At(JsonNode? array, int index) => array is JsonArray a && index < a.Count ? a[index] : null;
}
