using System.Runtime.CompilerServices;
using FhirHub.Engine.Errors;
using MongoDB.Driver;

namespace FhirHub.Engine.Storage;

/// <summary>Keeps a version's JSON: inside its document, or in chunks where it is too large for one.</summary>
internal sealed class Payloads(FhirDatabase database, DatabaseSession? session = null)
{
    private const int ChunkSize = 8 * 1024 * 1024;

    public bool MustChunk(ResourceDocument document) => document.Json is not null && document.ApproximateSize > database.InlineLimit;

    /// <summary>The document as it is, or with its JSON moved to chunks, which are written as part of the transaction.</summary>
    public async Task<ResourceDocument> FitAsync(IClientSessionHandle transaction, ResourceDocument document, CancellationToken cancellationToken) =>
        MustChunk(document)
            ? document.WithChunks(await WriteChunksAsync(transaction, document.Json!, cancellationToken))
            : document;

    /// <summary>Writes chunks as part of the transaction.</summary>
    public async Task<ChunkedPayload> WriteChunksAsync(IClientSessionHandle transaction, byte[] json, CancellationToken cancellationToken)
    {
        string id = Guid.CreateVersion7().ToString("N");
        int count = (json.Length + ChunkSize - 1) / ChunkSize;
        for (int i = 0; i < count; i++)
        {
            byte[] data = json.AsSpan(i * ChunkSize, Math.Min(ChunkSize, json.Length - i * ChunkSize)).ToArray();
            var chunk = new ChunkDocument { Id = ChunkDocument.IdOf(id, i), Data = data };
            await database.Chunks.InsertOneAsync(transaction, chunk, cancellationToken: cancellationToken);
        }

        return new ChunkedPayload(id, count, json.Length);
    }

    /// <summary>Reads the chunks in order, one at a time.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadChunksAsync(
        ChunkedPayload payload, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < payload.Count; i++)
        {
            string id = ChunkDocument.IdOf(payload.Id, i);
            var filter = Builders<ChunkDocument>.Filter.Eq(c => c.Id, id);
            var chunk = await DriverErrors.Translate(() => database.Chunks.FindIn(session, filter).FirstOrDefaultAsync(cancellationToken))
                ?? throw new FhirException(
                    FaultKind.Internal, [Issue.Error("exception", "chunk-missing", $"Part {i} of the stored content is missing.")]);
            yield return chunk.Data;
        }
    }
}
