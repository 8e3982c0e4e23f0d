using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Resources;

/// <summary>The new versions of one transaction, written a group at a time. They share a stamp, and count once the batch is complete.</summary>
/// <param name="writer">Makes and writes them.</param>
/// <param name="integrity">Keeps references whole; null where nobody asks for that.</param>
/// <param name="session">The transaction; the caller commits.</param>
/// <param name="flight">Gives the stamp.</param>
/// <param name="after">The latest stamp of a version that is replaced; 0 for none.</param>
internal sealed class VersionBatch(VersionWriter writer, ReferentialIntegrity? integrity, IClientSessionHandle session, WriteFlight flight, long after)
{
    private readonly SearchParameterCatalog _parameters = writer.Parameters;
    private readonly List<(PlannedWrite Write, LiveReferences? References)> _toCheck = [];
    private long _stamp;

    /// <summary>Writes a group, in a few commands whatever its size. All SearchParameters of a transaction belong in one.</summary>
    /// <param name="writes">Of distinct resources; a deletion has an old version that is none.</param>
    /// <returns>Their new versions; null where another writer was faster.</returns>
    public async Task<IReadOnlyList<ResourceDocument>?> WriteAsync(IReadOnlyList<PlannedWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Count == 0)
            return [];
        if (_stamp == 0)
            _stamp = flight.Next(after);
        if (integrity is not null)
            _toCheck.AddRange(writes.Select(w => (w with { Old = null }, w.Change.Content is { } content ? writer.ReferencesOf(content) : null)));
        return await writer.WriteGroupAsync(session, writes, _stamp, cancellationToken);
    }

    /// <summary>Checks what only shows when all are written.</summary>
    /// <returns>False where what is indexed has changed meanwhile: a long transaction must not commit what is indexed by parameters of its beginning.</returns>
    /// <exception cref="FhirException">Unprocessable: a reference leads nowhere. Conflict: what is deleted is referred to.</exception>
    public async Task<bool> CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var (write, references) in _toCheck)
        {
            try
            {
                if (references is not null)
                    await integrity!.HoldTargetsAsync(session, write.Key, references, cancellationToken);
                else
                    await integrity!.RefuseIfReferencedAsync(session, write.Key, cancellationToken);
            }
            catch (FhirException e) when (write.Path is { } path)
            {
                throw new FhirException(e.Kind, [.. e.Issues.Select(i => i with { Expression = path })], e);
            }
        }

        return ReferenceEquals(_parameters, writer.Parameters);
    }
}
