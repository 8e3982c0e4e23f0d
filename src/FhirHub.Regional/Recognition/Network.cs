namespace FhirHub.Regional.Recognition;

/// <summary>An alliance that an institution leads, or is a member of.</summary>
/// <param name="Lead">Reference of the hospital that leads it.</param>
/// <param name="Kind">Of https://fhirhub.example/fhir/cn-base/CodeSystem/alliance-kind.</param>
internal readonly record struct Network(string Lead, string Kind)
{
    /// <summary>The scope of recognition that it is.</summary>
    public string Scope => Kind == "alliance" ? "alliance" : "county-group";
}
