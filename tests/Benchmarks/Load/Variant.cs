namespace FhirHub.Benchmarks.Load;

/// <summary>One way to do a piece of work, to be compared with others.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="ProcessorSeconds">Processor time so far of the server that is asked; null where there is none but the database.</param>
internal sealed record Variant(string Name, Work Work, Func<double>? ProcessorSeconds = null);
