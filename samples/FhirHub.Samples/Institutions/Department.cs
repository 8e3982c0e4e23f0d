namespace FhirHub.Samples.Institutions;

/// <summary>A department of an institution and who works there.</summary>
internal sealed record Department(string Id, Specialty Specialty, IReadOnlyList<Doctor> Doctors);
