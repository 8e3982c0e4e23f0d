using FhirHub.Regional.Booking;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary><c>Task/[id]/$schedule</c>: a source that is free or reserved for referred patients, a booked appointment of the patient, or a bed.</summary>
internal sealed class ScheduleReferral : IRegionalOperation
{
    public OperationSignature Signature { get; } = ReferralCodes.StepSignature("schedule-referral", "schedule");

    public IReadOnlyCollection<string> Turns(OperationCall call) =>
        References.Find(call.Input.Find<ResourceReference>("bed")) is { } bed ? [$"referral-bed:{bed}"] : BookingTurns.Of(call);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var referral = await Referral.ReadAsync(call, ledger, cancellationToken);
        referral.Require(ReferralStep.Schedule, call);
        var place = new ReferralPlace(referral, call, ledger);
        // Once scheduled, only what has fallen through is scheduled anew.
        if (referral.State == ReferralState.Scheduled && !await place.IsLostAsync(cancellationToken))
            throw ReferralRules.State.Conflict(ReferralStates.CodeOf(referral.State), "$" + call.Signature.Code, ReferralStates.CodeOf(referral.State));
        referral.RemoveOutput("appointment");
        DateTimeOffset? start = null;
        switch (call.Input.Find<ResourceReference>("slot"), call.Input.Find<ResourceReference>("appointment"), call.Input.Find<ResourceReference>("bed"))
        {
            case ({ } slot, null, null):
                start = await place.TakeSlotAsync(slot, cancellationToken);
                break;
            case (null, { } appointment, null):
                start = await place.TakeAppointmentAsync(appointment, cancellationToken);
                break;
            case (null, null, { } bed):
                await place.TakeBedAsync(bed, cancellationToken);
                break;
            default:
                throw ReferralRules.Place.Refuse(PolicySource.Default);
        }

        referral.Take(ReferralStep.Schedule, call, ledger, from: start > call.Now ? start : call.Now);
        return new OperationAnswer().AddStored("return", referral.Key);
    }
}
