namespace FhirHub.Cli.Terminology;

/// <summary>A table cannot be imported, for a reason that is not in it.</summary>
internal sealed class ImportException(string message) : Exception(message);
