using System.Text.Json;
using FhirHub.Samples;

namespace FhirHub.Benchmarks.Search;

/// <summary>A patient of the data, and how much there is about them.</summary>
internal sealed class PatientSubject
{
    /// <summary><c>Patient/p1</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The whole name.</summary>
    public required string Name { get; init; }

    /// <summary>System and value of the identity number, as a search takes them: <c>system|value</c>.</summary>
    public required string Identifier { get; init; }

    public int Observations { get; set; }

    public int Pressures { get; set; }

    public int Prescriptions { get; set; }

    public static PatientSubject Of(SampleResource patient)
    {
        using var json = JsonDocument.Parse(patient.Json);
        var identifier = json.RootElement.GetProperty("identifier")[0];
        return new PatientSubject
        {
            Key = $"{patient.Type}/{patient.Id}",
            Name = json.RootElement.GetProperty("name")[0].GetProperty("text").GetString()!,
            Identifier = $"{identifier.GetProperty("system").GetString()}|{identifier.GetProperty("value").GetString()}",
        };
    }
}
