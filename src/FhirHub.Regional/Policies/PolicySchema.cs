using System.Text.Json;

namespace FhirHub.Regional.Policies;

/// <summary>
/// <c>profiles/policy.schema.json</c>, which this assembly carries: what a policy may say. JSON Schema draft-07, https://json-schema.org/draft-07, in those of its
/// keywords that the schema uses; another one would go unnoticed, so it is an error.
/// </summary>
internal sealed class PolicySchema
{
    private static readonly HashSet<string> Notes = new(StringComparer.Ordinal) { "$schema", "$id", "title", "description", "definitions" };
    private readonly JsonElement _root;

    private PolicySchema(JsonElement root) => _root = root;

    /// <summary>That of this assembly.</summary>
    public static PolicySchema Known { get; } = Load();

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static PolicySchema Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return new PolicySchema(document.RootElement.Clone());
    }

    /// <summary>What is wrong with a policy: each a clause that names its place, <c>/parameters/booking/holdMinutes/value is no integer</c>.</summary>
    /// <exception cref="NotSupportedException">The schema has a keyword that is not known here.</exception>
    public IReadOnlyList<string> Faults(JsonElement policy)
    {
        var faults = new List<string>();
        Check(_root, policy, string.Empty, faults);
        return faults;
    }

    private static PolicySchema Load()
    {
        using var stream = typeof(PolicySchema).Assembly.GetManifestResourceStream("FhirHub.Regional.policy.schema.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Read(bytes.ToArray());
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (schema.ValueKind == JsonValueKind.False)
        {
            faults.Add($"{path} is not known");
            return;
        }

        if (schema.ValueKind == JsonValueKind.True)
            return;
        // Of another type, what else is wrong with it says nothing.
        if (schema.TryGetProperty("type", out var type) && !SchemaValue.Is(value, type.GetString()!))
        {
            faults.Add($"{path} is no {type.GetString()}");
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "type":
                    break;
                case "$ref":
                    Check(Referred(keyword.Value.GetString()!), value, path, faults);
                    break;
                case "allOf":
                    foreach (var part in keyword.Value.EnumerateArray())
                        Check(part, value, path, faults);
                    break;
                case "oneOf":
                    CheckOne(keyword.Value, value, path, faults);
                    break;
                case "properties" or "required" or "additionalProperties" or "propertyNames" when value.ValueKind != JsonValueKind.Object:
                    break;
                case "properties":
                    foreach (var member in value.EnumerateObject())
                    {
                        if (keyword.Value.TryGetProperty(member.Name, out var known))
                            Check(known, member.Value, $"{path}/{member.Name}", faults);
                    }

                    break;
                case "required":
                    faults.AddRange(keyword.Value.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{path} has no '{r.GetString()}'"));
                    break;
                case "additionalProperties":
                    foreach (var member in value.EnumerateObject().Where(m => !IsKnown(schema, m.Name)))
                        Check(keyword.Value, member.Value, $"{path}/{member.Name}", faults);
                    break;
                case "propertyNames":
                    foreach (var member in value.EnumerateObject())
                        faults.AddRange(SchemaValue.Faults(keyword.Value, member.Name).Select(f => $"{path}/{member.Name} is not known: its name {f}"));
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    int index = 0;
                    foreach (var item in value.EnumerateArray())
                        Check(keyword.Value, item, $"{path}/{index++}", faults);
                    break;
                case "items":
                    break;
                default:
                    if (!Notes.Contains(keyword.Name))
                        faults.AddRange(SchemaValue.Faults(keyword, value).Select(f => $"{path} {f}"));
                    break;
            }
        }
    }

    /// <summary>The faults of the alternative that fits best: the one with the fewest.</summary>
    private void CheckOne(JsonElement alternatives, JsonElement value, string path, List<string> faults)
    {
        List<string>? best = null;
        int matches = 0;
        foreach (var alternative in alternatives.EnumerateArray())
        {
            var found = new List<string>();
            Check(alternative, value, path, found);
            matches += found.Count == 0 ? 1 : 0;
            // What is of another type is further away than what lacks something.
            if (best is null || (alternative.TryGetProperty("type", out var type) && SchemaValue.Is(value, type.GetString()!)))
                best = found;
        }

        if (matches == 0)
            faults.AddRange(best ?? []);
        else if (matches > 1)
            faults.Add($"{path} is two things at once");
    }

    private JsonElement Referred(string reference)
    {
        var found = _root;
        foreach (string step in reference.Split('/').Skip(1))
            found = found.GetProperty(step);
        return found;
    }

    private static bool IsKnown(JsonElement schema, string name) => schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _);
}
