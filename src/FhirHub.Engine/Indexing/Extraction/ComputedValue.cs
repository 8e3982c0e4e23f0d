using System.Text;
using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Paths;
using Hl7.Fhir.Model;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>A value that an expression computes rather than selects, such as the answer of <c>exists()</c>.</summary>
internal static class ComputedValue
{
    /// <summary>Its type and JSON; null for one that is no primitive.</summary>
    public static (TypeSchema Type, byte[] Json)? Of(PocoNode node)
    {
        if (node.Poco is not PrimitiveType { JsonValue: { } value } primitive || TypeNames.Find(Name(primitive)) is not { } type)
            return null;
        var json = value switch
        {
            bool boolean => boolean ? "true" : "false",
            int or long or decimal => ((IFormattable)value).ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => JsonSerializer.Serialize(primitive.ToString()),
        };
        return (type, Encoding.UTF8.GetBytes(json));
    }

    // FHIRPath has types of its own: System.Boolean, System.DateTime.
    private static string Name(PrimitiveType value) =>
        value.TypeName.StartsWith("System.", StringComparison.Ordinal) ? value.TypeName["System.".Length..] : value.TypeName;
}
