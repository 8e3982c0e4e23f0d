namespace FhirHub.Definitions;

/// <summary>Stops the build with one message a developer can act on.</summary>
internal sealed class DefinitionsException(string message, Exception? cause = null) : Exception(message, cause);
