using System.Globalization;
using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>Where a value stands in a body, and what an issue calls that place.</summary>
/// <param name="Pointer">Names of JSON members and indices, each after a slash; empty for the root.</param>
/// <param name="Expression">FHIRPath, for example <c>Patient.name[0].text</c>.</param>
internal sealed record Place(string Pointer, string Expression)
{
    public static Place Root(string type) => new("", type);

    /// <param name="index">-1 for a member that is no array.</param>
    public Place Child(string member, string element, int index)
    {
        var pointer = $"{Pointer}/{member}";
        var expression = $"{Expression}.{element}";
        return index < 0
            ? new Place(pointer, expression)
            : new Place(string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"), string.Create(CultureInfo.InvariantCulture, $"{expression}[{index}]"));
    }

    /// <summary>The value; null when there is none any more.</summary>
    public JsonNode? In(JsonNode body) => Follow(body, Parts());

    /// <summary>Does nothing where the place is gone.</summary>
    public void Set(JsonNode body, JsonNode value)
    {
        var (around, last) = Around(body);
        if (around is JsonArray items && Index(last) < items.Count)
            items[Index(last)] = value;
        else if (around is JsonObject members)
            members[last] = value;
    }

    /// <summary>Takes the value out, and the array that it was the last item of. An object left without a member gets an id, for JSON of FHIR has no empty ones.</summary>
    public void Remove(JsonNode body)
    {
        var parts = Parts();
        var (around, last) = Around(body);
        var holder = around;
        if (around is JsonArray items)
        {
            items.RemoveAt(Index(last));
            if (items.Count > 0)
                return;
            holder = Follow(body, parts[..^2]);
            last = parts[^2];
        }
        var members = holder!.AsObject();
        members.Remove(last);
        members.Remove("_" + last);
        if (members.Count == 0)
            members["id"] = "m";
    }

    private string[] Parts() => Pointer.Length == 0 ? [] : Pointer[1..].Split('/');

    private (JsonNode? Around, string Last) Around(JsonNode body)
    {
        var parts = Parts();
        return (Follow(body, parts[..^1]), parts[^1]);
    }

    private static JsonNode? Follow(JsonNode body, string[] parts)
    {
        JsonNode? at = body;
        foreach (var part in parts)
        {
            at = at switch
            {
                JsonArray items => Index(part) < items.Count ? items[Index(part)] : null,
                JsonObject members => members[part],
                _ => null,
            };
        }
        return at;
    }

    private static int Index(string part) => int.Parse(part, CultureInfo.InvariantCulture);
}
