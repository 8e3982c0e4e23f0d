namespace FhirHub.LocalMongo.Gateway;

/// <summary>MongoDB's own limits: https://www.mongodb.com/docs/manual/reference/limits/</summary>
internal static class Limits
{
    /// <summary>Bytes of one document.</summary>
    public const int MaximumDocument = 16 * 1024 * 1024;

    /// <summary>Statements of one write command.</summary>
    public const int MaximumBatch = 100_000;
}
