namespace FhirHub.Engine.Storage;

/// <summary>Another writer took the key first. The stores handle it; it never leaves the engine.</summary>
internal sealed class DuplicateKeyException(Exception cause) : Exception("Another writer took the key first.", cause);
