namespace FhirHub.Benchmarks.Load;

/// <summary>One way to do a piece of work, to be compared with others.</summary>
/// <param name="Name">As the table shows it.</param>
internal sealed record Variant(string Name, Work Work);
