using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Jobs;

/// <summary>Keeps answers for as long as their receipts say.</summary>
public sealed class AnswerStore(FhirDatabase database, TimeProvider time)
{
    private const int PartSize = 8 * 1024 * 1024;
    private readonly IMongoCollection<AnswerDocument> _answers = database.Collection<AnswerDocument>("answers");

    /// <summary>Creates what is missing in the database.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => DriverErrors.Translate(() =>
        _answers.Indexes.CreateOneAsync(
            new CreateIndexModel<AnswerDocument>("{ expires: 1 }", new CreateIndexOptions { ExpireAfter = TimeSpan.Zero }),
            cancellationToken: cancellationToken));

    /// <summary>The answer to an earlier request with the same receipt; null for none.</summary>
    /// <param name="caller">On whose behalf; its name is part of the receipt.</param>
    /// <param name="session">The transaction that sees it; null for none.</param>
    /// <exception cref="FhirException">Unprocessable: the receipt is another request's.</exception>
    public async Task<StoredAnswer?> FindAsync(Caller caller, DatabaseSession? session, Receipt receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (await PartAsync(session, receipt.Id, 0, cancellationToken) is not { } first || first.Expires <= time.GetUtcNow().UtcDateTime)
            return null;
        if (first.RequestHash != receipt.RequestHash)
        {
            throw FhirException.Unprocessable(
                "business-rule", "idempotency-key-reused", "This Idempotency-Key belongs to another request, with another method, url or body. Nothing was changed.");
        }

        byte[] body = first.Data;
        for (int i = 1; i < first.Parts; i++)
        {
            var part = await PartAsync(session, receipt.Id, i, cancellationToken);
            body = [.. body, .. part?.Data ?? []];
        }

        return new StoredAnswer(first.Status, [.. (first.Headers ?? []).Chunk(2).Select(p => KeyValuePair.Create(p[0], p[1]))], body);
    }

    /// <summary>Keeps an answer.</summary>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="session">The transaction that carries out the request; null keeps it by itself, for what may be repeated.</param>
    public async Task SaveAsync(Caller caller, DatabaseSession? session, Receipt receipt, StoredAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var expires = (time.GetUtcNow() + receipt.Lifetime).UtcDateTime;
        int parts = Math.Max(1, (answer.Body.Length + PartSize - 1) / PartSize);
        // The first part last: where it is, all are.
        for (int i = parts - 1; i >= 0; i--)
        {
            int from = i * PartSize;
            var document = new AnswerDocument
            {
                Id = AnswerDocument.IdOfPart(receipt.Id, i),
                RequestHash = receipt.RequestHash,
                Status = answer.Status,
                Headers = i == 0 ? [.. answer.Headers.SelectMany(h => new[] { h.Key, h.Value })] : null,
                Parts = parts,
                Data = answer.Body[from..Math.Min(answer.Body.Length, from + PartSize)].ToArray(),
                Expires = expires,
            };
            var same = Builders<AnswerDocument>.Filter.Eq(a => a.Id, document.Id);
            var upsert = new ReplaceOptions { IsUpsert = true };
            if (session is null)
                await DriverErrors.Translate(() => _answers.ReplaceOneAsync(same, document, upsert, cancellationToken));
            else
                await _answers.ReplaceOneAsync(session.Handle, same, document, upsert, cancellationToken);
        }
    }

    private Task<AnswerDocument?> PartAsync(DatabaseSession? session, string id, int part, CancellationToken cancellationToken) =>
        DriverErrors.Translate(async () => (AnswerDocument?)await _answers
            .FindIn(session, Builders<AnswerDocument>.Filter.Eq(a => a.Id, AnswerDocument.IdOfPart(id, part))).Limit(1).FirstOrDefaultAsync(cancellationToken));
}
