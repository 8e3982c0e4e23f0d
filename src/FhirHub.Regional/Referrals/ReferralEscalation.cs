using System.Globalization;
using System.Runtime.CompilerServices;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// Finds referrals whose deadline has passed and has each told, in a transaction of its own: nodes that find the same one take turns by its version, and
/// what a crash leaves undone is found again.
/// </summary>
internal sealed class ReferralEscalation(
    OperationRunner runner, LedgerSources sources, PolicyBook policies, OperationDefinitions definitions, TimeProvider time)
{
    private const int AtOnce = 200;
    private static readonly EscalateReferral Operation = new();
    private readonly DueWork _work = new(time);

    /// <summary>Looks through all referrals once.</summary>
    /// <returns>Why some could not be told of; they hold up no others, and are tried again, ever more rarely.</returns>
    /// <exception cref="FhirException">Transient: the database is away.</exception>
    public async Task<IReadOnlyList<Exception>> RunAsync(CancellationToken cancellationToken)
    {
        // Without the pack there are neither referrals nor the parameters they are found by.
        if (!definitions.Has(new ReferralWorklist(null).Signature))
            return [];
        var now = time.GetUtcNow();
        var (_, failures) = await _work.RunAsync(FindAsync(now, cancellationToken), (task, token) => EscalateAsync(Operation, task, now, token), cancellationToken);
        return failures;
    }

    private async IAsyncEnumerable<(ResourceKey Key, Reading<FhirTask> Item)> FindAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string criteria = string.Create(
            CultureInfo.InvariantCulture,
            $"referral-state={ReferralStates.OpenCodes}&due=lt{now.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}&escalated:missing=true&_sort=due&_count={AtOnce}");
        PagePosition? position = null;
        do
        {
            var page = await new Ledger(Caller.Open, null, sources).PageAsync<FhirTask>(criteria, position, cancellationToken);
            foreach (var task in page.Matches)
                yield return (task.Key, task);
            position = page.Next;
        }
        while (position is not null);
    }

    private async Task EscalateAsync(EscalateReferral operation, Reading<FhirTask> task, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var call = new OperationCall
        {
            Signature = operation.Signature,
            Caller = Caller.Open,
            Instance = task.Key,
            Governance = new Governance(policies, named: null, division: null),
            Input = OperationInput.Empty,
            Now = now,
        };
        await runner.RunAsync(operation, call, cancellationToken);
    }
}
