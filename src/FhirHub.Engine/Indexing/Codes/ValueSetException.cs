namespace FhirHub.Engine.Indexing.Codes;

/// <summary>A value set whose codes cannot all be known; the message is a clause that says why.</summary>
internal sealed class ValueSetException(string message) : Exception(message);
