using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
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
        var department = call.Input.Get<Coding>("department");
        var (start, end) = (MomentOf(call, "start"), MomentOf(call, "end"));
        if (start >= end || end <= call.Now)
            throw FhirException.Invalid("parameter-invalid", "'end' is after 'start', and not past.").InChinese("end 须晚于 start，且不是过去的时间。");
        if (patient.Resource.Active == false)
            throw BookingRules.PatientInactive.Refuse(PolicySource.Default, patient.Key);
        string code = Uri.EscapeDataString($"{department.System}|{department.Code}");
        var waiting = await ledger.SearchAsync<Appointment>($"patient={patient.Key}&status=waitlist&service-type={code}", 1, cancellationToken);
        if (waiting.Count > 0)
            throw BookingRules.AlreadyWaiting.Conflict("waitlist", waiting[0].Key);
        return new OperationAnswer().AddStored("return", ledger.Create(Entry(call, patient.Key.ToString(), department, start, end)));
    }

    private static Appointment Entry(OperationCall call, string patient, Coding department, DateTimeOffset start, DateTimeOffset end)
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
        foreach (var wish in call.Input.All<ResourceReference>("organization").Concat(call.Input.All<ResourceReference>("practitioner")))
            BookingTerms.AddWaitingFor(entry, wish);
        return entry;
    }

    private static DateTimeOffset MomentOf(OperationCall call, string name) => call.Input.Get<FhirDateTime>(name).ToDateTimeOffset(ChinaTime.Offset);
}
