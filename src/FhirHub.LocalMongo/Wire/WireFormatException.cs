namespace FhirHub.LocalMongo.Wire;

/// <summary>Bytes that are not a valid message; the connection cannot be trusted after it.</summary>
internal sealed class WireFormatException(string fault) : Exception($"The client sent {fault}.");
