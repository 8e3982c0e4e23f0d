using FhirHub.Engine.Errors;
using MongoDB.Driver;

namespace FhirHub.Engine.Storage;

/// <summary>The one place where the driver's exceptions become FhirHub's.</summary>
internal static class DriverErrors
{
    public const int NamespaceExists = 48;
    private const int MaxTimeExpired = 50;
    private const int DuplicateKey = 11000;
    private const int OutOfDiskSpace = 14031;

    public static async Task<T> Translate<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (Exception e) when (ToFhir(e) is { } known)
        {
            throw known;
        }
    }

    public static async Task Translate(Func<Task> operation)
    {
        try
        {
            await operation();
        }
        catch (Exception e) when (ToFhir(e) is { } known)
        {
            throw known;
        }
    }

    /// <summary>Whether a write that ended so may have happened, or may yet.</summary>
    public static bool IsUnknown(FhirException e) => e is { Kind: FaultKind.Transient, Issues: [{ Code: "database-unavailable" }] };

    /// <summary>Null for what is no database error.</summary>
    private static Exception? ToFhir(Exception e) => e switch
    {
        MongoWriteException { WriteError.Category: ServerErrorCategory.DuplicateKey } => new DuplicateKeyException(e),
        MongoBulkWriteException many when many.WriteErrors.Any(w => w.Category == ServerErrorCategory.DuplicateKey) => new DuplicateKeyException(e),
        MongoCommandException { Code: DuplicateKey } => new DuplicateKeyException(e),
        MongoException unknown when unknown.HasErrorLabel("UnknownTransactionCommitResult") => Unknown(e),
        MongoException busy when busy.HasErrorLabel("TransientTransactionError") => FhirException.Transient(
            "database-busy", "Too many requests change the same data. Nothing was changed; try again.", e),
        MongoCommandException { Code: OutOfDiskSpace } => FhirException.Transient(
            "database-full", "The database has no disk space left. Nothing was changed.", e),
        MongoExecutionTimeoutException or MongoCommandException { Code: MaxTimeExpired } => FhirException.Transient(
            "database-timeout", "The database took too long for this request. Try again later, or ask for less at once.", e),
        MongoConnectionPoolPausedException or MongoWaitQueueFullException => FhirException.Transient(
            "database-unavailable", "The database cannot be reached at the moment. Nothing was changed; try again.", e),
        // A new primary is being chosen, or a write was applied but not yet by a majority: it may stand.
        MongoConnectionException or MongoNotPrimaryException or MongoNodeIsRecoveringException or MongoWriteConcernException
            or MongoWriteException { WriteConcernError: not null } or TimeoutException => Unknown(e),
        MongoException retryable when retryable.HasErrorLabel("RetryableWriteError") => Unknown(e),
        FormatException tooLarge when tooLarge.Message.Contains("MaxDocumentSize", StringComparison.Ordinal) => FhirException.TooLarge(
            "document-too-large", "The resource does not fit into a document of the database."),
        MongoException => new FhirException(
            FaultKind.Internal, [Issue.Error("exception", "database-error", "The database refused an operation. The server's log has the details.")], e),
        _ => null,
    };

    private static FhirException Unknown(Exception e) => FhirException.Transient(
        "database-unavailable",
        "The database did not answer in time. A read can be repeated; a write may or may not have happened: read before repeating it.",
        e);
}
