using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Transactions;

/// <summary>What conditional writes of the same criteria contend for, in collection <c>locks</c>.</summary>
internal sealed class LockDocument
{
    /// <summary>The criteria in their common form.</summary>
    [BsonId]
    public required string Key { get; init; }

    /// <summary>Changes with every use, so that of two transactions one meets a conflict.</summary>
    [BsonElement("uses")]
    public long Uses { get; init; }

    /// <summary>Unused for so long that nobody holds it any more.</summary>
    [BsonElement("expires")]
    public DateTime Expires { get; init; }
}
