using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary><c>Appointment/[id]/$queue-position</c>: how many are ahead of who has checked in.</summary>
internal sealed class QueuePosition : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("queue-position", "Appointment", "queue-position", OperationLevel.Instance, AffectsState: false);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var appointment = await ledger.GetAsync<Appointment>(call.RequiredInstance, cancellationToken);
        if (BookingTerms.QueueNumber(appointment.Resource) is not { } number)
            throw BookingRules.NotCheckedIn.Refuse(PolicySource.Default);
        var slot = await ledger.GetAsync<Slot>(appointment.Resource.Slot.FirstOrDefault(), "Appointment.slot[0]", cancellationToken);
        var online = call.Governance.Of(BookingTerms.DivisionOf(slot.Resource)).Get<bool>("booking", "onlineQueue");
        if (!online.Value && (call.Organization is null || References.Find(BookingTerms.OrganizationOf(slot.Resource)) != call.Organization.Key))
            throw BookingRules.NoOnlineQueue.Refuse(online.Source, BookingTerms.OrganizationOf(slot.Resource)?.Reference ?? "–");
        var queue = await VisitQueue.OfAsync(appointment.Resource, slot.Resource, ledger, cancellationToken);
        return new OperationAnswer().Add("ahead", new UnsignedInt(queue.Ahead(number))).Add("queue-number", new PositiveInt(number));
    }
}
