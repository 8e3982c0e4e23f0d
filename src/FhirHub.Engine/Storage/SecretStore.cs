using System.Security.Cryptography;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Storage;

/// <summary>Keys that the nodes of one database share; each is drawn by the first node that needs it.</summary>
public sealed class SecretStore(FhirDatabase database)
{
    private const int KeyBytes = 32;

    /// <summary>The key of that name, 32 bytes.</summary>
    /// <exception cref="Errors.FhirException">Transient: the database does not answer.</exception>
    public Task<byte[]> KeyAsync(string name, CancellationToken cancellationToken) => DriverErrors.Translate(async () =>
    {
        var secrets = database.Collection<BsonDocument>("secrets");
        var filter = new BsonDocument("_id", name);
        var found = await secrets.Find(filter).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            await TryInsertAsync(secrets, new BsonDocument { { "_id", name }, { "key", RandomNumberGenerator.GetBytes(KeyBytes) } }, cancellationToken);
            found = await secrets.Find(filter).FirstAsync(cancellationToken);
        }

        return found["key"].AsByteArray;
    });

    private static async Task TryInsertAsync(IMongoCollection<BsonDocument> secrets, BsonDocument secret, CancellationToken cancellationToken)
    {
        try
        {
            await secrets.InsertOneAsync(secret, cancellationToken: cancellationToken);
        }
        catch (MongoWriteException e) when (e.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            // Another node was faster; its key holds.
            return;
        }
    }
}
