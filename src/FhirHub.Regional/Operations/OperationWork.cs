using FhirHub.Engine.Errors;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using Hl7.Fhir.Model;
using Hl7.Fhir.Validation;

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

    /// <summary>What the answer of <see cref="ReadAsync"/> tells of: the resources in its Bundle.</summary>
    public IEnumerable<ResourceKey> Shown => (_answer?.Parts ?? [])
        .Select(p => p.Resource).OfType<Bundle>().SelectMany(b => b.Entry).Select(e => e.Resource).OfType<Resource>().Where(r => r is not Bundle && ResourceKey.IsValidId(r.Id))
        .Select(r => new ResourceKey(r.TypeName, r.Id!)).Distinct();

    /// <summary>The answer of an operation that changes nothing.</summary>
    public async Task<OperationResult> ReadAsync(CancellationToken cancellationToken)
    {
        _ledger = new Ledger(call.Caller, null, sources);
        _answer = await HandleAsync(_ledger, cancellationToken);
        return await ResultAsync(null, [], cancellationToken);
    }

    private async Task<IReadOnlyList<TransactionWrite>> WritesAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        _ledger = new Ledger(call.Caller, session, sources, _met);
        await RequireMatchAsync(_ledger, cancellationToken);
        _answer = await HandleAsync(_ledger, cancellationToken);
        await TakePatientsAsync(_ledger, cancellationToken);
        Journal.Write(call, _ledger);
        await notifications.AddAsync(call.Caller, session, _ledger.Notifications, cancellationToken);
        foreach (var (type, input, after) in _ledger.Jobs)
            await jobs.AddAsync(call.Caller, session, type, input, after, cancellationToken);
        return _ledger.Writes(limits);
    }

    /// <summary>What the operation reads anyway, in the same transaction: no other version can come between.</summary>
    /// <exception cref="FhirException">Precondition failed: what it is called on has another version than the caller asks for.</exception>
    private async Task RequireMatchAsync(Ledger ledger, CancellationToken cancellationToken)
    {
        if (call is { Match: { } match, Instance: { } key }
            && await ledger.FindAsync<Resource>(key, cancellationToken) is { } current && !match.Matches(current.Version))
        {
            throw FhirException.PreconditionFailed("version-mismatch", $"If-Match does not hold: {key} is at version {current.Version}.");
        }
    }

    /// <exception cref="FhirException">Unprocessable: something stored has a value that R4 allows and nobody can count with; and whatever the operation refuses.</exception>
    private async Task<OperationAnswer> HandleAsync(Ledger ledger, CancellationToken cancellationToken)
    {
        try
        {
            return await operation.HandleAsync(call, ledger, cancellationToken);
        }
        catch (CodedValidationException e)
        {
            throw new FhirException(
                FaultKind.Unprocessable,
                [Issue.Error("value", "value-uncountable", $"A resource that this call is about has a value that nobody can count with: {e.Message}") with { Chinese = "本次调用涉及的资源中有无法计算的数值或时间。" }], e);
        }
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
