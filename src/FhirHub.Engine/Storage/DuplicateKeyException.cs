namespace FhirHub.Engine.Storage;

/// <summary>Another writer took the key first. The stores handle it where it can happen.</summary>
internal sealed class DuplicateKeyException(Exception cause) : Exception("Another writer took the key first.", cause);
