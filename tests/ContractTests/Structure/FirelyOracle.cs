using System.Text.Json;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;

namespace FhirHub.ContractTests.Structure;

/// <summary>The strict parser of the Firely SDK, as a second opinion.</summary>
internal static class FirelyOracle
{
    private static readonly FhirJsonDeserializer Strict = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict, null));

    /// <summary>The error codes it refuses the body with; none when it accepts it.</summary>
    public static IReadOnlyList<string> Refusal(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            Strict.TryDeserializeResource(ref reader, out _, out var issues);
            return [.. issues.Select(i => i.ErrorCode).Distinct()];
        }
        catch (Exception e) when (e is JsonException or CodedException or InvalidOperationException or ArgumentException or FormatException)
        {
            // It throws on malformed JSON, and on a few bodies it does not foresee.
            return [e.GetType().Name];
        }
    }
}
