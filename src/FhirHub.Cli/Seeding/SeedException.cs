namespace FhirHub.Cli.Seeding;

/// <summary>The province cannot be loaded, or not further; the message says why.</summary>
internal sealed class SeedException(string message, Exception? inner = null) : Exception(message, inner);
