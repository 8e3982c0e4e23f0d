using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Jobs;

/// <summary>Keeps answers for as long as their receipts say. A long one is kept in parts, which count once the first is there.</summary>
public sealed class AnswerStore(FhirDatabase database, TimeProvider time)
{
    private const int PartSize = 8 * 1024 * 1024;
    private static readonly FilterDefinitionBuilder<AnswerDocument> Filter = Builders<AnswerDocument>.Filter;
    private static readonly ReplaceOptions Upsert = new() { IsUpsert = true };
    private readonly IMongoCollection<AnswerDocument> _answers = database.Collection<AnswerDocument>("answers");

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Creates what is missing in the database.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => DriverErrors.Translate(() =>
        _answers.Indexes.CreateOneAsync(
            new CreateIndexModel<AnswerDocument>("{ expires: 1 }", new CreateIndexOptions { ExpireAfter = TimeSpan.Zero }),
            cancellationToken: cancellationToken));

    /// <summary>The answer to an earlier request with the same receipt; null for none.</summary>
    /// <param name="caller">On whose behalf; its name is part of the receipt.</param>
    /// <param name="session">The transaction that sees it; null for none.</param>
    /// <exception cref="FhirException">Unprocessable: the receipt is another request's. Internal: a part is missing.</exception>
    public async Task<StoredAnswer?> FindAsync(Caller caller, DatabaseSession? session, Receipt receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (await DocumentAsync(session, receipt.Id, cancellationToken) is not { } first || first.Expires <= Now)
            return null;
        if (first.RequestHash != receipt.RequestHash)
        {
            throw FhirException.Unprocessable(
                "business-rule", "idempotency-key-reused", "This Idempotency-Key belongs to another request, with another method, url or body. Nothing was changed.");
        }

        var body = await BodyAsync(session, first, cancellationToken);
        return new StoredAnswer(first.Status, [.. (first.Headers ?? []).Chunk(2).Select(p => KeyValuePair.Create(p[0], p[1]))], body);
    }

    /// <summary>Keeps an answer in the transaction that carries out its request.</summary>
    public async Task SaveAsync(Caller caller, DatabaseSession session, Receipt receipt, StoredAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var staged = Take(receipt, answer);
        foreach (var part in staged.Parts)
            await _answers.InsertOneAsync(session.Handle, part, cancellationToken: cancellationToken);
        await PublishAsync(caller, session, staged, cancellationToken);
    }

    /// <summary>Writes an answer down so far that <see cref="PublishAsync"/> is one small write, however long it is.</summary>
    public async Task<StagedAnswer> StageAsync(Caller caller, Receipt receipt, StoredAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var staged = Take(receipt, answer);
        foreach (var part in staged.Parts)
            await DriverErrors.Translate(() => _answers.InsertOneAsync(part, cancellationToken: cancellationToken));
        return staged;
    }

    /// <summary>Makes a staged answer the one that counts, in a transaction.</summary>
    public Task PublishAsync(Caller caller, DatabaseSession session, StagedAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return _answers.ReplaceOneAsync(session.Handle, Filter.Eq(a => a.Id, answer.First.Id), answer.First, Upsert, cancellationToken);
    }

    /// <summary>Keeps an answer by itself, for a request whose parts happen once each. The first that is kept counts.</summary>
    /// <returns>The one that counts.</returns>
    public async Task<StoredAnswer> KeepAsync(Caller caller, Receipt receipt, StoredAnswer answer, CancellationToken cancellationToken)
    {
        var staged = await StageAsync(caller, receipt, answer, cancellationToken);
        try
        {
            // One that counts fails the filter, and the insertion instead fails by its key.
            var free = Filter.Eq(a => a.Id, receipt.Id) & Filter.Lte(a => a.Expires, Now);
            await DriverErrors.Translate(() => _answers.ReplaceOneAsync(free, staged.First, Upsert, cancellationToken));
            return answer;
        }
        catch (DuplicateKeyException)
        {
            return await FindAsync(caller, session: null, receipt, cancellationToken) ?? answer;
        }
    }

    /// <summary>Forgets an answer, and those to parts of its request.</summary>
    public Task RemoveAsync(Caller caller, Receipt receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var all = Filter.Gte(a => a.Id, receipt.Id) & Filter.Lt(a => a.Id, AnswerDocument.BehindAll(receipt.Id));
        return DriverErrors.Translate(() => _answers.DeleteManyAsync(all, cancellationToken));
    }

    private StagedAnswer Take(Receipt receipt, StoredAnswer answer)
    {
        string attempt = Guid.CreateVersion7().ToString("N");
        var expires = (time.GetUtcNow() + receipt.Lifetime).UtcDateTime;
        int parts = Math.Max(1, (answer.Body.Length + PartSize - 1) / PartSize);
        var first = new AnswerDocument
        {
            Id = receipt.Id,
            RequestHash = receipt.RequestHash,
            Status = answer.Status,
            Headers = [.. answer.Headers.SelectMany(h => new[] { h.Key, h.Value })],
            Attempt = attempt,
            Parts = parts,
            Data = DataOf(0),
            Expires = expires,
        };
        return new StagedAnswer(first, Enumerable.Range(1, parts - 1).Select(i => new AnswerDocument
        {
            Id = AnswerDocument.IdOfPart(receipt.Id, attempt, i),
            Attempt = attempt,
            Data = DataOf(i),
            Expires = expires,
        }));

        byte[] DataOf(int part) => answer.Body[(part * PartSize)..Math.Min(answer.Body.Length, (part + 1) * PartSize)].ToArray();
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(DatabaseSession? session, AnswerDocument first, CancellationToken cancellationToken)
    {
        if (first.Parts == 1)
            return first.Data;
        using var body = new MemoryStream(first.Parts * PartSize);
        body.Write(first.Data);
        for (int i = 1; i < first.Parts; i++)
        {
            var part = await DocumentAsync(session, AnswerDocument.IdOfPart(first.Id, first.Attempt, i), cancellationToken)
                ?? throw new FhirException(FaultKind.Internal, [Issue.Error("exception", "answer-incomplete", $"Part {i} of the kept answer is missing.")]);
            body.Write(part.Data);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private Task<AnswerDocument?> DocumentAsync(DatabaseSession? session, string id, CancellationToken cancellationToken) =>
        DriverErrors.Translate(async () => (AnswerDocument?)await _answers
            .FindIn(session, Filter.Eq(a => a.Id, id)).Limit(1).FirstOrDefaultAsync(cancellationToken));
}
