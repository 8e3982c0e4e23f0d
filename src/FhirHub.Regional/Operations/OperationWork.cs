using FhirHub.Engine.Jobs;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>One call of an operation: what its transaction is, and what it answers when that is done.</summary>
public sealed class OperationWork(IRegionalOperation operation, OperationCall call, LedgerSources sources, NotificationStore notifications, JobStore jobs, ReadLimits limits)
{
    private readonly Dictionary<ResourceKey, long> _met = [];
    private Ledger? _ledger;
    private OperationAnswer? _answer;

    /// <summary>The transaction of an operation that changes something: reads, decides, and says what is written.</summary>
    /// <param name="cancellationToken">Given up.</param>
    public async Task<TransactionPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var turns = await operation.TurnsAsync(call, new Ledger(call.Caller, null, sources), cancellationToken);
        return new TransactionPlan([.. turns.Select(TurnKey.Of)], WritesAsync);
    }

    /// <summary>The answer of a transaction whose writes are done.</summary>
    public Task<OperationResult> AnswerAsync(TransactionResult result, CancellationToken cancellationToken) =>
        ResultAsync(result.Session, result.Results.Select(r => r.Write.Current!).ToDictionary(v => v.Key), cancellationToken);

    /// <summary>Once the transaction is committed: its jobs may begin.</summary>
    public void Committed()
    {
        if (_ledger is { Jobs.Count: > 0 })
            jobs.Announce();
    }

    /// <summary>The answer of an operation that changes nothing.</summary>
    public async Task<OperationResult> ReadAsync(CancellationToken cancellationToken)
    {
        _answer = await operation.HandleAsync(call, new Ledger(call.Caller, null, sources), cancellationToken);
        return await ResultAsync(null, [], cancellationToken);
    }

    private async Task<IReadOnlyList<TransactionWrite>> WritesAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        _ledger = new Ledger(call.Caller, session, sources, _met);
        _answer = await operation.HandleAsync(call, _ledger, cancellationToken);
        await TakePatientsAsync(_ledger, cancellationToken);
        Journal.Write(call, _ledger);
        await notifications.AddAsync(call.Caller, session, _ledger.Notifications, cancellationToken);
        foreach (var (type, input) in _ledger.Jobs)
            await jobs.AddAsync(call.Caller, session, type, input, cancellationToken);
        return _ledger.Writes(limits);
    }

    /// <summary>
    /// Who makes something for a patient takes turns with who merges the patient's record into another: neither sees what the other has not committed, and what
    /// is made would stay with a record that does not count any more. A merge makes a Task that refers to both records, and so takes the same turns.
    /// </summary>
    private static async Task TakePatientsAsync(Ledger ledger, CancellationToken cancellationToken)
    {
        var patients = ledger.Staged.Where(s => s.Seen is null && s.Resource is not (Provenance or AuditEvent))
            .SelectMany(s => ReferencePlace.In(s.Resource)).Select(p => References.Find(p.Reference)).OfType<ResourceKey>().Where(k => k.Type == "Patient");
        foreach (var patient in patients.Distinct().OrderBy(p => p.Id, StringComparer.Ordinal))
            await ledger.TurnAsync($"record:{patient}", cancellationToken);
    }

    private async Task<OperationResult> ResultAsync(DatabaseSession? session, Dictionary<ResourceKey, StoredVersion> written, CancellationToken cancellationToken)
    {
        var parts = _answer!.Parts;
        if (parts is [{ Name: "return" } only])
        {
            if (only.Written is { } key)
                return new OperationResult { Version = await VersionAsync(key) };
            if (only.Resource is { } resource)
                return new OperationResult { Json = PocoJson.Write(resource) };
        }

        var stored = new Dictionary<ResourceKey, ReadOnlyMemory<byte>>();
        foreach (var key in Keys(parts).Distinct())
            stored[key] = await (await VersionAsync(key)).Json!.LoadAsync(cancellationToken);
        return new OperationResult { Json = AnswerWriter.Write(parts, k => stored[k]) };

        async Task<StoredVersion> VersionAsync(ResourceKey key) => written.GetValueOrDefault(key)
            ?? StoredVersion.Existing(key, await sources.Store.ReadAsync(call.Caller, session, key, cancellationToken));
    }

    private static IEnumerable<ResourceKey> Keys(IEnumerable<AnswerPart> parts) =>
        parts.SelectMany(p => p.Written is { } key ? [key] : p.Parts is { } inner ? Keys(inner) : []);
}
