namespace FhirHub.LocalMongo.Gateway.Sessions;

/// <param name="Namespace">Database and collection, as in the reply that opened it.</param>
/// <param name="Continuation">BSON the engine wants back for the next batch.</param>
/// <param name="TransactionNumber">Set when opened in a transaction: it can only be continued there.</param>
internal sealed record OpenCursor(string Namespace, byte[] Continuation, Guid? Session, long? TransactionNumber)
{
    public long LastUsed { get; init; }
}
