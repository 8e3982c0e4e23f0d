using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>What sources and appointments say beside their elements; extensions and codes of cn-base.</summary>
internal static class BookingTerms
{
    public const string SourceNumbers = "https://fhirhub.example/fhir/sid/source-number";
    public const string Reservations = NationalBase.Systems + "source-reservation";

    public const string SourceUrl = NationalBase.Profiles + "slot-source";
    public const string ReservedForUrl = NationalBase.Profiles + "reserved-for";
    public const string HoldExpiresUrl = NationalBase.Profiles + "hold-expires";
    public const string QueueNumberUrl = NationalBase.Profiles + "queue-number";
    public const string WaitingSinceUrl = NationalBase.Profiles + "waiting-since";
    public const string WaitingForUrl = NationalBase.Profiles + "waiting-for";

    /// <summary>Whether it says whose source it is, as published ones do.</summary>
    public static bool IsPublished(Slot slot) => slot.GetExtension(SourceUrl) is not null;

    public static string? ReservedFor(Slot slot) => (slot.GetExtension(ReservedForUrl)?.Value as Coding)?.Code;

    public static void SetReservedFor(Slot slot, string code) => slot.SetExtension(ReservedForUrl, new Coding(Reservations, code));

    /// <summary>The institution whose source it is; null where it does not say.</summary>
    public static ResourceReference? OrganizationOf(Slot slot) => slot.GetExtension(SourceUrl)?.GetExtension("organization")?.Value as ResourceReference;

    public static ResourceReference? PractitionerOf(Slot slot) => slot.GetExtension(SourceUrl)?.GetExtension("practitioner")?.Value as ResourceReference;

    /// <summary>The most special division, GB/T 2260; null where it does not say.</summary>
    public static string? DivisionOf(Slot slot) => (slot.GetExtension(SourceUrl)?.GetExtensions("division").LastOrDefault()?.Value as Coding)?.Code;

    public static void SetSource(Slot slot, ScheduleOwner owner)
    {
        var source = new Extension { Url = SourceUrl };
        source.AddExtension("organization", new ResourceReference(owner.Institution.Reference) { Display = owner.Institution.Name });
        if (owner.Practitioner is { } practitioner)
            source.AddExtension("practitioner", new ResourceReference(practitioner.Reference) { Display = practitioner.Display });
        if (owner.Institution.Level is { } level)
            source.AddExtension("level", new Coding(NationalBase.Levels, level));
        foreach (string division in DivisionPrefixes.Of(owner.Institution.Division))
            source.AddExtension("division", new Coding(NationalBase.Divisions, division));
        slot.Extension.Add(source);
    }

    public static DateTimeOffset? HoldExpires(Appointment appointment) => (appointment.GetExtension(HoldExpiresUrl)?.Value as Instant)?.Value;

    /// <summary>Null takes it away.</summary>
    public static void SetHoldExpires(Appointment appointment, DateTimeOffset? moment)
    {
        appointment.RemoveExtension(HoldExpiresUrl);
        if (moment is { } expires)
            appointment.SetExtension(HoldExpiresUrl, new Instant(expires));
    }

    public static int? QueueNumber(Appointment appointment) => (appointment.GetExtension(QueueNumberUrl)?.Value as PositiveInt)?.Value;

    public static void SetQueueNumber(Appointment appointment, int number) => appointment.SetExtension(QueueNumberUrl, new PositiveInt(number));

    public static void SetWaitingSince(Appointment appointment, DateTimeOffset moment) => appointment.SetExtension(WaitingSinceUrl, new Instant(moment));

    public static IReadOnlyList<ResourceKey> WaitingFor(Appointment appointment) =>
        [.. appointment.GetExtensions(WaitingForUrl).Select(e => References.Find(e.Value as ResourceReference)).OfType<ResourceKey>()];

    public static void AddWaitingFor(Appointment appointment, ResourceReference reference) => appointment.AddExtension(WaitingForUrl, new ResourceReference(reference.Reference));

    /// <summary>Whom an appointment is for.</summary>
    public static ResourceKey? PatientOf(Appointment appointment) =>
        appointment.Participant.Select(p => References.Find(p.Actor)).FirstOrDefault(k => k?.Type == "Patient");

    /// <exception cref="Engine.Errors.FhirException">Unprocessable: it is for no Patient.</exception>
    public static ResourceKey RequiredPatientOf(Reading<Appointment> appointment) => PatientOf(appointment.Resource)
        ?? throw Engine.Errors.FhirException.Unprocessable("value", "reference-invalid", $"{appointment.Key} has no participant of the form Patient/[id].", "Appointment.participant");

    public static ResourceKey? SlotOf(Appointment appointment) => References.Find(appointment.Slot.FirstOrDefault());
}
