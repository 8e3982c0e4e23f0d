namespace FhirHub.Samples.Output;

/// <summary>The server did not take the data; the message says why.</summary>
internal sealed class LoadException(string message, Exception? inner = null) : Exception(message, inner);
