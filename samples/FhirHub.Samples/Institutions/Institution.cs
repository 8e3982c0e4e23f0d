using FhirHub.Samples.Places;

namespace FhirHub.Samples.Institutions;

/// <summary>A hospital or a community centre.</summary>
internal sealed record Institution
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required InstitutionLevel Level { get; init; }

    public required County County { get; init; }

    public required string CreditCode { get; init; }

    public required PostalAddress Address { get; init; }

    public required string Phone { get; init; }

    public required IReadOnlyList<Department> Departments { get; init; }

    public string LocationId => Id + "-site";

    /// <summary>The department for a specialty: its own, else the wider one, else the first.</summary>
    public Department DepartmentFor(Specialty specialty) =>
        Departments.FirstOrDefault(d => d.Specialty == specialty)
        ?? Departments.FirstOrDefault(d => specialty.Code.StartsWith(d.Specialty.Code, StringComparison.Ordinal))
        ?? Departments[0];
}
