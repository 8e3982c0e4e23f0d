namespace FhirHub.Cli.Checking;

/// <summary>What was to be looked at cannot be.</summary>
internal sealed class CheckException(string message) : Exception(message);
