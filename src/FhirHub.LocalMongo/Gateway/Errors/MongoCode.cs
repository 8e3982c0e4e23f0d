using System.Collections.Frozen;

namespace FhirHub.LocalMongo.Gateway.Errors;

/// <summary>The server error codes this gateway answers, with the names MongoDB gives them.</summary>
/// <remarks>https://www.mongodb.com/docs/manual/reference/error-codes/</remarks>
internal static class MongoCode
{
    public const int InternalError = 1;
    public const int BadValue = 2;
    public const int FailedToParse = 9;
    public const int Unauthorized = 13;
    public const int TypeMismatch = 14;
    public const int LockTimeout = 24;
    public const int NamespaceNotFound = 26;
    public const int CursorNotFound = 43;
    public const int NamespaceExists = 48;
    public const int MaxTimeExpired = 50;
    public const int CommandNotFound = 59;
    public const int InvalidOptions = 72;
    public const int InvalidNamespace = 73;
    public const int UnknownReplicationWriteConcern = 79;
    public const int UnsatisfiableWriteConcern = 100;
    public const int WriteConflict = 112;
    public const int CommandNotSupported = 115;
    public const int ConflictingOperationInProgress = 117;
    public const int TransactionTooOld = 225;
    public const int NoSuchTransaction = 251;
    public const int TransactionCommitted = 256;
    public const int TooManyConnections = 261;
    public const int OperationNotSupportedInTransaction = 263;
    public const int DuplicateKey = 11000;
    public const int Interrupted = 11601;
    public const int ChangeStreamNeedsReplicaSet = 40573;
    public const int BsonObjectTooLarge = 10334;
    public const int UnknownField = 40415;

    private static readonly FrozenDictionary<int, string> Names = new Dictionary<int, string>
    {
        [1] = "InternalError",
        [2] = "BadValue",
        [9] = "FailedToParse",
        [13] = "Unauthorized",
        [14] = "TypeMismatch",
        [20] = "IllegalOperation",
        [24] = "LockTimeout",
        [26] = "NamespaceNotFound",
        [27] = "IndexNotFound",
        [28] = "PathNotViable",
        [40] = "ConflictingUpdateOperators",
        [43] = "CursorNotFound",
        [48] = "NamespaceExists",
        [50] = "MaxTimeMSExpired",
        [52] = "DollarPrefixedFieldName",
        [53] = "InvalidIdField",
        [54] = "NotSingleValueField",
        [56] = "EmptyFieldName",
        [57] = "DottedFieldName",
        [59] = "CommandNotFound",
        [66] = "ImmutableField",
        [67] = "CannotCreateIndex",
        [72] = "InvalidOptions",
        [73] = "InvalidNamespace",
        [79] = "UnknownReplWriteConcern",
        [85] = "IndexOptionsConflict",
        [86] = "IndexKeySpecsConflict",
        [100] = "UnsatisfiableWriteConcern",
        [112] = "WriteConflict",
        [115] = "CommandNotSupported",
        [117] = "ConflictingOperationInProgress",
        [121] = "DocumentValidationFailure",
        [146] = "ExceededMemoryLimit",
        [165] = "ViewDepthLimitExceeded",
        [166] = "CommandNotSupportedOnView",
        [167] = "OptionNotSupportedOnView",
        [197] = "InvalidIndexSpecificationOption",
        [225] = "TransactionTooOld",
        [251] = "NoSuchTransaction",
        [256] = "TransactionCommitted",
        [261] = "TooManyConnections",
        [263] = "OperationNotSupportedInTransaction",
        [276] = "IndexBuildAborted",
        [11000] = "DuplicateKey",
        [11601] = "Interrupted",
        [10334] = "BSONObjectTooLarge",
        [17419] = "Location17419",
    }.ToFrozenDictionary();

    /// <summary>MongoDB names an assertion without a name of its own <c>Location</c> and its number.</summary>
    public static string Name(int code) => Names.TryGetValue(code, out var name) ? name : $"Location{code}";
}
