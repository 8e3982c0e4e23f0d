namespace FhirHub.Samples.Places;

/// <param name="Code">Two digits of GB/T 2260.</param>
/// <param name="Name">In full, 山西省.</param>
/// <param name="Short">山西.</param>
internal sealed record Province(string Code, string Name, string Short);
