namespace FhirHub.LocalMongo.Gateway.Sessions;

internal enum TransactionState
{
    InProgress,
    Committed,
    Aborted,

    /// <summary>The engine was lost during COMMIT; its own record tells the outcome once it is back.</summary>
    Unknown,
}
