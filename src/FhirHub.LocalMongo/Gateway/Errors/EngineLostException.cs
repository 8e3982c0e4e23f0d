namespace FhirHub.LocalMongo.Gateway.Errors;

/// <summary>
/// The engine went away while a statement ran, so nobody knows whether it was applied.
/// The gateway then closes the client's connection without a reply: to a driver that is the network error it knows how to retry.
/// </summary>
internal sealed class EngineLostException(string message, Exception? inner = null) : Exception(message, inner);
