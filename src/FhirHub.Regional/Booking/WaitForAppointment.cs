using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.Regional.Booking;

/// <summary><c>Appointment/$wait</c>: who finds no source waits for one that comes back.</summary>
internal sealed class WaitForAppointment : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("wait-for-appointment", "Appointment", "wait", OperationLevel.Type, AffectsState: true) { TraceEvent = "booking-step" };

    public IReadOnlyCollection<string> Turns(OperationCall call) => BookingTurns.Of(call);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await ledger.GetAsync<Patient>(call.Input.Get<ResourceReference>("patient"), call.Input.PathOf("patient"), cancellationToken);
        var department = SoughtCoding.Required(call.Input.Get<Coding>("department"), "department", call.Input.PathOf("department"));
        var (start, end) = (MomentOf(call, "start"), MomentOf(call, "end"));
        if (start >= end || end <= call.Now)
            throw Fault.Parameter("'end' is after 'start', and not past.", "'end' 须晚于 'start'，且未过。", call.Input.PathOf("end"));
        var wishes = await WishesAsync(call, ledger, cancellationToken);
        var findings = new Findings();
        BookingChecks.CheckPatient(findings, patient, wishes.Policy ?? call.Policy);
        findings.ThrowIfAny();
        var desk = new BookingDesk(call, ledger);
        await RequireNotWaitingAsync(new WaitingList(call, ledger, desk), call, ledger, patient.Key, department, cancellationToken);
        var entry = Entry(call, patient.Key.ToString(), department, start, end, wishes.References);
        var reference = ledger.Create(entry);
        await desk.TellAsync("waiting", reference, entry, cancellationToken);
        return new OperationAnswer().AddStored("return", reference);
    }

    /// <summary>Which institutions and doctors are wanted, each of which is there; and the policy of the one institution, where it is one.</summary>
    private static async Task<(IReadOnlyList<ResourceReference> References, Policy? Policy)> WishesAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var wishes = new List<ResourceReference>();
        Policy? policy = null;
        var institutions = call.Input.All<ResourceReference>("organization");
        foreach (var wish in institutions)
        {
            var institution = await ledger.GetAsync<Organization>(wish, call.Input.PathOf("organization"), cancellationToken);
            wishes.Add(institution.Reference);
            if (institutions.Count == 1)
                policy = call.Governance.Of(ActingOrganization.Of(institution.Resource).Division);
        }

        foreach (var wish in call.Input.All<ResourceReference>("practitioner"))
            wishes.Add((await ledger.GetAsync<Practitioner>(wish, call.Input.PathOf("practitioner"), cancellationToken)).Reference);
        return ([.. wishes.DistinctBy(w => w.Reference)], policy);
    }

    /// <exception cref="Engine.Errors.FhirException">Conflict: the patient waits for the department, and that is not over.</exception>
    private static async Task RequireNotWaitingAsync(WaitingList list, OperationCall call, Ledger ledger, ResourceKey patient, Coding department, CancellationToken cancellationToken)
    {
        foreach (var entry in await ledger.SearchAsync<Appointment>($"patient={patient}&status=waitlist&service-type={SoughtCoding.Encoded(department)}", 100, cancellationToken))
        {
            if (!WaitingList.IsOver(entry.Resource, call.Now))
                throw BookingRules.AlreadyWaiting.Conflict("waitlist", entry.Key);
            await list.EndAsync(entry, cancellationToken);
        }
    }

    private static Appointment Entry(OperationCall call, string patient, Coding department, DateTimeOffset start, DateTimeOffset end, IReadOnlyList<ResourceReference> wishes)
    {
        var entry = new Appointment
        {
            Meta = new Meta { Profile = [NationalBase.Profiles + "cn-appointment"] },
            Status = AppointmentStatus.Waitlist,
            ServiceType = [new CodeableConcept { Coding = [department] }],
            CreatedElement = ChinaTime.Write(call.Now),
            RequestedPeriod = [new Period { StartElement = ChinaTime.Write(start), EndElement = ChinaTime.Write(end) }],
            Participant = [new Appointment.ParticipantComponent { Actor = new ResourceReference(patient), Status = ParticipationStatus.NeedsAction }],
        };
        BookingTerms.SetWaitingSince(entry, call.Now);
        foreach (var wish in wishes)
            BookingTerms.AddWaitingFor(entry, wish);
        return entry;
    }

    private static DateTimeOffset MomentOf(OperationCall call, string name) => call.Input.Get<FhirDateTime>(name).ToDateTimeOffset(ChinaTime.Offset);
}
