using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>Makes a value for an element that an example leaves out: what the profile fixes and requires, else something small of the type.</summary>
internal static class Filler
{
    private const int MaxDepth = 6;

    private static readonly Dictionary<string, string> Small = new(StringComparer.Ordinal)
    {
        ["boolean"] = "true",
        ["integer"] = "1",
        ["positiveInt"] = "1",
        ["unsignedInt"] = "1",
        ["decimal"] = "1.5",
        ["string"] = "\"text\"",
        ["markdown"] = "\"text\"",
        ["code"] = "\"code\"",
        ["id"] = "\"m1\"",
        ["uri"] = "\"urn:oid:1.2.3\"",
        ["url"] = "\"https://example.org/x\"",
        ["canonical"] = "\"https://example.org/x\"",
        ["oid"] = "\"urn:oid:1.2.3\"",
        ["uuid"] = "\"urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7\"",
        ["date"] = "\"2020-02-03\"",
        ["dateTime"] = "\"2020-02-03T04:05:06+08:00\"",
        ["instant"] = "\"2020-02-03T04:05:06+08:00\"",
        ["time"] = "\"04:05:06\"",
        ["base64Binary"] = "\"AAAA\"",
        ["xhtml"] = """ "<div xmlns=\"http://www.w3.org/1999/xhtml\">text</div>" """,
        ["Narrative"] = """{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">text</div>"}""",
        ["Address"] = """{"text":"text"}""",
        ["Age"] = """{"value":1,"unit":"a","system":"http://unitsofmeasure.org","code":"a"}""",
        ["Annotation"] = """{"text":"text"}""",
        ["Attachment"] = """{"contentType":"text/plain","url":"https://example.org/x"}""",
        ["CodeableConcept"] = """{"text":"text"}""",
        ["Coding"] = """{"system":"urn:oid:1.2.3","code":"code"}""",
        ["ContactPoint"] = """{"system":"phone","value":"1"}""",
        ["ContactDetail"] = """{"name":"text"}""",
        ["Dosage"] = """{"text":"text"}""",
        ["Duration"] = """{"value":1,"unit":"d","system":"http://unitsofmeasure.org","code":"d"}""",
        ["Expression"] = """{"language":"text/fhirpath","expression":"true"}""",
        ["HumanName"] = """{"text":"text","family":"text"}""",
        ["Identifier"] = """{"system":"urn:oid:1.2.3","value":"1"}""",
        ["Meta"] = """{"versionId":"1"}""",
        ["Money"] = """{"value":1,"currency":"CNY"}""",
        ["Period"] = """{"start":"2020-02-03"}""",
        ["Quantity"] = """{"value":1}""",
        ["Range"] = """{"low":{"value":1}}""",
        ["Ratio"] = """{"numerator":{"value":1},"denominator":{"value":1}}""",
        ["RelatedArtifact"] = """{"type":"citation","label":"text"}""",
        ["SampledData"] = """{"origin":{"value":1},"period":1,"dimensions":1,"data":"1"}""",
        ["Signature"] = """{"type":[{"system":"urn:iso-astm:E1762-95:2013","code":"1.2.840.10065.1.12.1.1"}],"when":"2020-02-03T04:05:06+08:00","who":{"display":"text"}}""",
        ["Timing"] = """{"event":["2020-02-03"]}""",
        ["TriggerDefinition"] = """{"type":"named-event","name":"text"}""",
        ["UsageContext"] = """{"code":{"system":"urn:oid:1.2.3","code":"code"},"valueCodeableConcept":{"text":"text"}}""",
        ["Resource"] = """{"resourceType":"Basic","id":"m","code":{"text":"text"}}""",
        ["Reference"] = """{"reference":"Patient/m"}""",
        ["Extension"] = """{"url":"https://example.org/unknown","valueString":"text"}""",
    };

    /// <summary>Null when it is not known how.</summary>
    public static JsonNode? Make(Profile profile, ProfileElement element, int depth = 0)
    {
        if ((element.Fixed ?? element.Pattern) is { } said)
            return said.DeepClone();
        if (depth > MaxDepth)
            return null;
        // Content that another element describes.
        if ((string?)element.Json["contentReference"] is { } same)
            return profile.Find(same[(same.IndexOf('#', StringComparison.Ordinal) + 1)..]) is { } other ? Composed(profile, other, depth) : null;
        if (element.TypeNames.FirstOrDefault() is not { } type)
            return null;
        var description = element.Types[0];
        if ((string?)element.Json["binding"]?["valueSet"] is { } valueSet && Coded(type, valueSet) is { } coded)
            return coded;
        return type switch
        {
            "Extension" when (string?)description["profile"]?[0] is { } url && Definitions.Profile(url) is { } extension =>
                Extension(extension, depth),
            "Reference" => new JsonObject { ["reference"] = Target(description) + "/m" },
            _ => Children(profile, element).Any() && Composed(profile, element, depth) is { Count: > 0 } composed ? composed : OfType(type, depth),
        };
    }

    /// <summary>An extension as its definition has it.</summary>
    public static JsonObject Extension(Profile definition, int depth = 0) => Composed(definition, definition.Root, depth);

    /// <summary>A value of a datatype that no profile says more of.</summary>
    public static JsonNode? OfType(string type, int depth = 0)
    {
        if (Small.TryGetValue(type, out var small))
            return JsonNode.Parse(small);
        if (Definitions.Profile(type) is not { } definition)
            return null;
        var made = Composed(definition, definition.Root, depth);
        return made.Count > 0 ? made : null;
    }

    // What must be there; where nothing must, the first that can be made.
    private static JsonObject Composed(Profile profile, ProfileElement element, int depth)
    {
        var made = new JsonObject();
        var children = Children(profile, element).ToList();
        var required = children.Where(c => c.Min > 0 && c.Max != 0).ToList();
        foreach (var child in required.Where(c => c.SliceName is null && !required.Exists(s => s.SliceName is not null && s.WholeId == c.Id)))
            Put(made, profile, child, depth);
        foreach (var slice in required.Where(c => c.SliceName is not null))
            Put(made, profile, slice, depth);
        if (made.Count == 0 && element.TypeNames.FirstOrDefault() is { } type && Small.TryGetValue(type, out var small) && JsonNode.Parse(small) is JsonObject usual)
            return usual;
        foreach (var child in children.Where(c => made.Count == 0 && c.Max != 0 && c.Name is not ("id" or "extension" or "modifierExtension")))
            Put(made, profile, child, depth);
        return made;
    }

    /// <summary>Adds an element to what it belongs to; null when it cannot be made.</summary>
    public static JsonNode? Put(JsonObject around, Profile profile, ProfileElement element, int depth = 0)
    {
        if (Make(profile, element, depth + 1) is not { } value)
            return null;
        var member = element.Member(element.TypeNames.FirstOrDefault() ?? "");
        if (!element.IsArray)
            around[member] = value;
        else if (around[member] is JsonArray items)
            items.Add(value);
        else
            around[member] = new JsonArray(value);
        return value;
    }

    private static IEnumerable<ProfileElement> Children(Profile profile, ProfileElement element) =>
        profile.Children(element.Id) is var own && own.Any() ? own : element.SliceName is null ? [] : profile.Children(element.WholeId);

    private static JsonNode? Coded(string type, string valueSet)
    {
        if (SampleCodes.Of(valueSet) is not var (system, code))
            return null;
        return type switch
        {
            "code" or "string" or "uri" => type == "uri" ? null : JsonValue.Create(code),
            "Coding" => new JsonObject { ["system"] = system, ["code"] = code },
            "CodeableConcept" => new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) },
            _ => null,
        };
    }

    private static string Target(JsonObject type) =>
        (type["targetProfile"] as JsonArray ?? []).Select(p => Definitions.TypeOf((string)p!)).FirstOrDefault(t => t != "Resource") ?? "Patient";
}
