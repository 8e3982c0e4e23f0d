using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
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

    /// <summary>Looks through all referrals once.</summary>
    /// <returns>Why some could not be told of; they hold up no others, and are tried again.</returns>
    public async Task<IReadOnlyList<FhirException>> RunAsync(CancellationToken cancellationToken)
    {
        var operation = new EscalateReferral();
        var failures = new List<FhirException>();
        // Without the pack there are neither referrals nor the parameters they are found by.
        if (!definitions.Has(new ReferralWorklist(null).Signature))
            return failures;
        var now = time.GetUtcNow();
        string criteria = $"referral-state={ReferralStates.OpenCodes}&due=lt{now.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}&escalated:missing=true&_sort=due";
        var overdue = await new Ledger(Caller.Open, null, sources).SearchAsync<FhirTask>(criteria, AtOnce, cancellationToken);
        foreach (var task in overdue)
        {
            try
            {
                await EscalateAsync(operation, task, now, cancellationToken);
            }
            catch (FhirException e)
            {
                failures.Add(e);
            }
        }

        return failures;
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
