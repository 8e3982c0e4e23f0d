using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Systems;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>
/// Writes the concepts of a set into a collection of its own: first the documents, some batches at a time, then the indexes, which cost a fraction
/// of what they do when every insert keeps them up.
/// </summary>
internal sealed class ConceptWriter(FhirDatabase database)
{
    private const int BatchSize = 1000;
    private const int AtOnce = 4;

    /// <summary>A connection waits for an answer for half a minute; an index may take longer, and goes on being built.</summary>
    private const int MostWaits = 20;

    private static readonly CreateIndexModel<BsonDocument>[] Indexes = [new(ConceptDocument.ByOrder), new(ConceptDocument.ByKey)];

    /// <param name="set">The set's name.</param>
    /// <param name="head">The code system.</param>
    /// <param name="concepts">All of them.</param>
    /// <param name="written">Told how many more there are, from any thread.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public async Task WriteAsync(string set, CodeSystemHead head, IReadOnlyList<Concept> concepts, Action<int> written, CancellationToken cancellationToken)
    {
        var collection = database.Collection<BsonDocument>(ConceptDocument.CollectionOf(set));
        // Else the first batches all would.
        await DriverErrors.Translate(() => collection.Database.CreateCollectionAsync(collection.CollectionNamespace.CollectionName, cancellationToken: cancellationToken));
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(concepts.Chunk(BatchSize), options, async (some, token) =>
        {
            var documents = some.Select(c => ConceptDocument.Of(c, head));
            await DriverErrors.Translate(() => collection.InsertManyAsync(documents, new InsertManyOptions { IsOrdered = false }, token));
            written(some.Length);
        });
        await IndexAsync(collection, cancellationToken);
    }

    private static async Task IndexAsync(IMongoCollection<BsonDocument> collection, CancellationToken cancellationToken)
    {
        for (int waits = 0; ; waits++)
        {
            try
            {
                await DriverErrors.Translate(() => collection.Indexes.CreateManyAsync(Indexes, cancellationToken));
                return;
            }
            catch (FhirException e) when (DriverErrors.IsUnknown(e) && waits < MostWaits)
            {
                // Asked again, the database answers when they are built.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
