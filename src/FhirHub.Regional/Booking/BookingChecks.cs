using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.HealthCards;
using FhirHub.Regional.HealthCards.Numbers;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>Whether a patient may have a source.</summary>
internal sealed class BookingChecks(OperationCall call, Ledger ledger, Policy policy, IdentifierSystems systems)
{
    private const int MaxOfDay = 100;
    private static readonly string[] PrimaryLevels = ["primary", "village-clinic"];

    /// <param name="slot">The source.</param>
    /// <param name="patientKey">Whom for.</param>
    /// <param name="basedOn">The referral; null for none.</param>
    /// <param name="moving">The appointment that comes from another source, and so is no further one; null for none.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirException">Unprocessable, with every rule that refuses.</exception>
    public async Task CheckAsync(Reading<Slot> slot, ResourceKey patientKey, ResourceReference? basedOn, Reading<Appointment>? moving, CancellationToken cancellationToken)
    {
        var patient = await ledger.FindAsync<Patient>(patientKey, cancellationToken)
            ?? throw FhirException.Unprocessable("not-found", "reference-target-missing", $"{patientKey} does not exist.").InChinese($"{patientKey} 不存在。");
        var findings = new Findings();
        findings.Require(slot.Resource.Start > call.Now, BookingRules.Past, PolicySource.Default, slot.Key, ChinaTime.Write(slot.Resource.Start!.Value));
        findings.Require(patient.Resource.Active != false, BookingRules.PatientInactive, PolicySource.Default, patientKey);
        var realName = policy.Get<bool>("booking", "realName");
        findings.Require(!realName.Value || IsNamed(patient.Resource), BookingRules.RealName, realName.Source, patientKey);
        bool referred = basedOn is not null && await IsReferredAsync(basedOn, slot.Resource, patientKey, cancellationToken);
        findings.Require(basedOn is null || referred, BookingRules.BasedOn, PolicySource.Default, basedOn?.Reference ?? string.Empty);
        await CheckReservationAsync(findings, slot, patientKey, referred, cancellationToken);
        await CheckNumbersAsync(findings, slot.Resource, patientKey, moving, cancellationToken);
        findings.ThrowIfAny();
    }

    private bool IsNamed(Patient patient) =>
        patient.Name.Exists(n => !string.IsNullOrWhiteSpace(n.Text) || !string.IsNullOrWhiteSpace(n.Family))
        && PersonalDocument.Of(patient.Identifier, systems) is { Value.Length: > 0 };

    private async Task CheckReservationAsync(Findings findings, Reading<Slot> slot, ResourceKey patient, bool referred, CancellationToken cancellationToken)
    {
        if (BookingTerms.ReservedFor(slot.Resource) is not { } whom || BookingDesk.ReleasedAt(slot.Resource, policy) <= call.Now)
            return;
        bool isPrimary = PrimaryLevels.Contains(call.Organization?.Level);
        bool allowed = whom switch
        {
            "primary-care" => isPrimary,
            "family-doctor" => isPrimary && await IsSignedAsync(patient, cancellationToken),
            "referral" => referred,
            _ => false,
        };
        findings.Require(allowed, BookingRules.Reserved, policy.Get<Reservation[]>("booking", "reservations").Source, slot.Key, whom, ChinaTime.Write(BookingDesk.ReleasedAt(slot.Resource, policy)));
    }

    private async Task<bool> IsSignedAsync(ResourceKey patient, CancellationToken cancellationToken)
    {
        string today = ChinaTime.DayOf(call.Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var signed = await ledger.SearchAsync<CarePlan>($"patient={patient}&category=family-doctor-signing&status=active&date=ge{today}&date=le{today}", 1, cancellationToken);
        return signed.Count > 0;
    }

    /// <summary>Whether it is an accepted referral of this patient to the institution of this source.</summary>
    private async Task<bool> IsReferredAsync(ResourceReference basedOn, Slot slot, ResourceKey patient, CancellationToken cancellationToken)
    {
        if (References.Find(basedOn) is not { Type: "ServiceRequest" } key || await ledger.FindAsync<ServiceRequest>(key, cancellationToken) is not { } referral)
            return false;
        return referral.Resource.Status == RequestStatus.Active
            && References.LeadTo(referral.Resource.Subject, patient)
            && References.Find(BookingTerms.OrganizationOf(slot)) is { } institution
            && referral.Resource.Performer.Exists(p => References.LeadTo(p, institution))
            && await IsAcceptedAsync(key, cancellationToken);
    }

    /// <summary>An order of another kind, or a referral that is only asked for, opens no source.</summary>
    private async Task<bool> IsAcceptedAsync(ResourceKey referral, CancellationToken cancellationToken) =>
        (await ledger.SearchAsync<Hl7.Fhir.Model.Task>($"focus={referral}&referral-state=accepted,scheduled,admitted", 1, cancellationToken)).Count > 0;

    private async Task CheckNumbersAsync(Findings findings, Slot slot, ResourceKey patient, Reading<Appointment>? moving, CancellationToken cancellationToken)
    {
        var day = ChinaTime.Begin(ChinaTime.DayOf(slot.Start!.Value));
        string from = ChinaTime.ForSearch(day), to = ChinaTime.ForSearch(day.AddDays(1));
        var found = await ledger.SearchAsync<Appointment>($"patient={patient}&date=ge{from}&date=lt{to}&status=pending,booked,arrived,checked-in,fulfilled", MaxOfDay, cancellationToken);
        var others = found.Where(a => a.Key != moving?.Key && Counts(a.Resource)).ToList();
        var perDay = policy.Get<int>("booking", "perPatientAndDay");
        findings.Require(others.Count < perDay.Value, BookingRules.PerDay, perDay.Source, perDay.Value);
        var perDepartment = policy.Get<int>("booking", "perPatientAndDepartment");
        int same = others.Count(a => a.Resource.ServiceType.SelectMany(t => t.Coding).Any(c => slot.ServiceType.SelectMany(t => t.Coding).Any(o => o.System == c.System && o.Code == c.Code)));
        findings.Require(same < perDepartment.Value, BookingRules.PerDepartment, perDepartment.Source, perDepartment.Value);
    }

    /// <summary>Not a hold that is over, nor one that this call ends.</summary>
    private bool Counts(Appointment appointment) => appointment.Status switch
    {
        Appointment.AppointmentStatus.Cancelled => false,
        Appointment.AppointmentStatus.Pending => BookingTerms.HoldExpires(appointment) > call.Now,
        _ => true,
    };
}
