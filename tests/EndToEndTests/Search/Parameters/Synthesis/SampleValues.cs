using Hl7.Fhir.Introspection;
using Hl7.Fhir.Utility;

namespace FhirHub.EndToEndTests.Search.Parameters.Synthesis;

/// <summary>A value of each datatype that searches compare, which no other resource has.</summary>
/// <param name="mark">What it is told from others by: letters, digits and hyphens.</param>
internal sealed class SampleValues(string mark)
{
    private const string Day = "2031-05-06";

    /// <summary>Null for a type that is made of elements of its own.</summary>
    /// <param name="mapping">The type.</param>
    /// <param name="target">What a reference leads to; null for nothing.</param>
    /// <param name="codes">The codes that an element is bound to; null for no such binding.</param>
    public JsonNode? Of(ClassMapping mapping, string? target, Type? codes) => codes is not null
        ? ((Enum)Enum.GetValues(codes).GetValue(0)!).GetLiteral()!
        : mapping.Name switch
        {
            "string" or "markdown" => $"Synthesised {mark}",
            "code" or "id" => mark,
            "uri" or "url" => $"http://example.org/{mark}",
            "canonical" => $"http://example.org/{mark}|1.0",
            "oid" => "urn:oid:1.2.156.2031",
            "boolean" => true,
            "integer" or "positiveInt" or "unsignedInt" => 7,
            "decimal" => 7.5m,
            "date" => Day,
            "dateTime" or "instant" => $"{Day}T07:08:09+08:00",
            "time" => "07:08:09",
            "base64Binary" => "AAEC",
            "Identifier" => new JsonObject { ["system"] = "http://example.org/ids", ["value"] = mark },
            "CodeableConcept" => new JsonObject { ["coding"] = new JsonArray(Coding()), ["text"] = $"Text {mark}" },
            "Coding" => Coding(),
            "Quantity" or "Age" or "Count" or "Distance" or "Duration" => Quantity(7.5m),
            "Money" => new JsonObject { ["value"] = 7.5m, ["currency"] = "CNY" },
            "Range" => new JsonObject { ["low"] = Quantity(5), ["high"] = Quantity(9) },
            "Ratio" => new JsonObject { ["numerator"] = Quantity(1), ["denominator"] = Quantity(2) },
            "Period" => new JsonObject { ["start"] = Day, ["end"] = "2031-05-09" },
            "Timing" => new JsonObject { ["event"] = new JsonArray(Day) },
            "Reference" => target is null ? new JsonObject { ["display"] = mark } : new JsonObject { ["reference"] = target },
            "ContactPoint" => new JsonObject { ["system"] = "phone", ["value"] = mark },
            "HumanName" => new JsonObject { ["family"] = mark },
            "Address" => new JsonObject { ["use"] = "work", ["text"] = $"Somewhere {mark}", ["city"] = $"City {mark}" },
            _ => null,
        };

    /// <summary>What the SDK binds an element to.</summary>
    public static Type? CodesOf(PropertyMapping property) =>
        property.ImplementingType is { IsGenericType: true } type && type.GetGenericArguments() is [{ IsEnum: true } codes] ? codes : null;

    private JsonObject Coding() => new() { ["system"] = "http://example.org/codes", ["code"] = mark, ["display"] = $"Display {mark}" };

    private static JsonObject Quantity(decimal value) => new() { ["value"] = value, ["unit"] = "milligram", ["system"] = "http://unitsofmeasure.org", ["code"] = "mg" };
}
