namespace FhirHub.LocalMongo;

/// <summary>The local database could not be provided; the message says why and what to do, in words for a person.</summary>
public sealed class LocalDatabaseException(string message, Exception? inner = null) : Exception(message, inner);
