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
internal sealed class BookingChecks(OperationCall call, Ledger ledger, Policy policy)
{
    private const int MaxOfDay = 100;
    private const int MaxContracts = 20;

    /// <summary>By the names of their systems.</summary>
    private static readonly Dictionary<string, DocumentKind> Documents = DocumentKind.All.ToDictionary(k => k.System, StringComparer.Ordinal)
        .Concat(new[] { "https://fhirhub.example/fhir/sid/identity-number", "urn:oid:2.16.840.1.113883.2.23.1.19.1", "urn:oid:2.16.840.1.113883.2.23.1.9.1" }
            .Select(alias => KeyValuePair.Create(alias, DocumentKind.IdentityNumber)))
        .ToDictionary(StringComparer.Ordinal);

    /// <param name="slot">The source.</param>
    /// <param name="patientKey">Whom for.</param>
    /// <param name="basedOn">The referral; null for none.</param>
    /// <param name="moving">The appointment that comes from another source, and so is no further one; null for none.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirException">Unprocessable, with every rule that refuses.</exception>
    public async Task CheckAsync(Reading<Slot> slot, ResourceKey patientKey, ResourceReference? basedOn, Reading<Appointment>? moving, CancellationToken cancellationToken) =>
        (await FindAsync(slot, patientKey, basedOn, moving, cancellationToken)).ThrowIfAny();

    /// <summary>The rules that refuse.</summary>
    /// <inheritdoc cref="CheckAsync"/>
    public async Task<Findings> FindAsync(Reading<Slot> slot, ResourceKey patientKey, ResourceReference? basedOn, Reading<Appointment>? moving, CancellationToken cancellationToken)
    {
        var findings = await FindOfHeldAsync(slot, patientKey, cancellationToken);
        await CheckScheduleAsync(findings, slot.Resource, cancellationToken);
        bool referred = basedOn is not null && await IsReferredAsync(basedOn, slot.Resource, patientKey, cancellationToken);
        findings.Require(basedOn is null || referred, BookingRules.BasedOn, PolicySource.Default, basedOn?.Reference ?? string.Empty);
        await CheckReservationAsync(findings, slot, patientKey, referred, cancellationToken);
        await CheckNumbersAsync(findings, slot.Resource, patientKey, moving, cancellationToken);
        return findings;
    }

    /// <summary>The rules that refuse what has passed the others when it was held: time goes on, and so does what is known of the patient.</summary>
    /// <exception cref="FhirException">Unprocessable: there is no such patient.</exception>
    public async Task<Findings> FindOfHeldAsync(Reading<Slot> slot, ResourceKey patientKey, CancellationToken cancellationToken)
    {
        var patient = await ledger.FindAsync<Patient>(patientKey, cancellationToken)
            ?? throw FhirException.Unprocessable("not-found", "reference-target-missing", $"{patientKey} does not exist.").InChinese($"{patientKey} 不存在。");
        var findings = new Findings();
        findings.Require(slot.Resource.Start > call.Now, BookingRules.Past, PolicySource.Default, slot.Key, ChinaTime.Write(slot.Resource.Start!.Value));
        CheckPatient(findings, patient, policy);
        return findings;
    }

    /// <summary>Whether a patient may book at all.</summary>
    public static void CheckPatient(Findings findings, Reading<Patient> patient, Policy policy)
    {
        findings.Require(patient.Resource.Active != false, BookingRules.PatientInactive, PolicySource.Default, patient.Key);
        findings.Require(!CardHolder.IsDeceased(patient.Resource), BookingRules.Deceased, PolicySource.Default, patient.Key);
        var realName = policy.Get<bool>("booking", "realName");
        findings.Require(!realName.Value || IsNamed(patient.Resource), BookingRules.RealName, realName.Source, patient.Key);
    }

    /// <exception cref="FhirException">Unprocessable: it is no active referral of this patient to that institution.</exception>
    public async Task RequireReferralAsync(ResourceReference basedOn, Slot slot, ResourceKey patient, CancellationToken cancellationToken)
    {
        if (!await IsReferredAsync(basedOn, slot, patient, cancellationToken))
            throw BookingRules.BasedOn.Refuse(PolicySource.Default, basedOn.Reference ?? string.Empty);
    }

    private static bool IsNamed(Patient patient) =>
        patient.Name.Exists(n => !string.IsNullOrWhiteSpace(n.Text) || !string.IsNullOrWhiteSpace(n.Family)) && patient.Identifier.Exists(IsDocument);

    /// <summary>Whether a number is that of a document which the patient has now, and can be one.</summary>
    private static bool IsDocument(Identifier identifier) =>
        identifier.Use != Identifier.IdentifierUse.Old
        && identifier.System is { } system && Documents.TryGetValue(system, out var kind)
        && PersonalDocument.Plain(identifier.Value) is { Length: > 0 } number
        && new PersonalDocument(kind, number).Fault is null;

    private async Task CheckScheduleAsync(Findings findings, Slot slot, CancellationToken cancellationToken)
    {
        if (References.Find(slot.Schedule) is { Type: "Schedule" } key && await ledger.FindAsync<Schedule>(key, cancellationToken) is { } schedule)
            findings.Require(schedule.Resource.Active != false, BookingRules.ScheduleInactive, PolicySource.Default, key);
    }

    private async Task CheckReservationAsync(Findings findings, Reading<Slot> slot, ResourceKey patient, bool referred, CancellationToken cancellationToken)
    {
        if (BookingTerms.ReservedFor(slot.Resource) is not { } whom || BookingDesk.ReleasedAt(slot.Resource, policy) <= call.Now)
            return;
        bool allowed = whom switch
        {
            "primary-care" => IsPrimaryOfPool(slot.Resource),
            "family-doctor" => IsPrimaryOfPool(slot.Resource) && await IsSignedAsync(patient, cancellationToken),
            "referral" => referred,
            _ => false,
        };
        findings.Require(allowed, BookingRules.Reserved, policy.Get<Reservation[]>("booking", "reservations").Source, slot.Key, whom, ChinaTime.Write(BookingDesk.ReleasedAt(slot.Resource, policy)));
    }

    /// <summary>Whether the institution that calls is of primary care, and shares the pool of the source.</summary>
    private bool IsPrimaryOfPool(Slot slot)
    {
        var pool = Pool.AreaOf(BookingTerms.DivisionOf(slot), policy);
        return policy.Get<string[]>("booking", "primaryLevels").Value.Contains(call.Organization?.Level) && (pool is null || pool == Pool.AreaOf(call.Organization?.Division, policy));
    }

    /// <summary>Whether the patient has signed with a family doctor of the institution that calls.</summary>
    private async Task<bool> IsSignedAsync(ResourceKey patient, CancellationToken cancellationToken)
    {
        string today = ChinaTime.DayOf(call.Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var signed = await ledger.SearchAsync<CarePlan>(
            $"patient={patient}&category={Uri.EscapeDataString($"{NationalBase.Systems}plan-kind|family-doctor-signing")}&status=active&date=ge{today}&date=le{today}", MaxContracts, cancellationToken);
        foreach (var contract in signed)
        {
            foreach (var party in contract.Resource.CareTeam.Prepend(contract.Resource.Author))
            {
                if (await IsOfCallerAsync(party, cancellationToken))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a doctor or a team belongs to the institution that calls, or is the institution.</summary>
    private async Task<bool> IsOfCallerAsync(ResourceReference? party, CancellationToken cancellationToken)
    {
        if (call.Organization is not { Key: var caller } || References.Find(party) is not { } key)
            return false;
        return key.Type switch
        {
            "CareTeam" => await ledger.FindAsync<CareTeam>(key, cancellationToken) is { } team && team.Resource.ManagingOrganization.Exists(o => References.LeadTo(o, caller)),
            "PractitionerRole" => await ledger.FindAsync<PractitionerRole>(key, cancellationToken) is { Resource.Active: not false } role && References.LeadTo(role.Resource.Organization, caller),
            "Practitioner" => (await ledger.SearchAsync<PractitionerRole>($"practitioner={key}&organization={caller}&active:not=false", 1, cancellationToken)).Count > 0,
            _ => key == caller,
        };
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
