using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary><c>Schedule/[id]/$publish</c>: makes the sources of a schedule from a weekly template. Publishing again adds what is missing.</summary>
internal sealed class PublishSchedule : IRegionalOperation
{
    private const int MaxSources = 5000;

    public OperationSignature Signature { get; } =
        new("publish-schedule", "Schedule", "publish", OperationLevel.Instance, AffectsState: true) { TraceEvent = "booking-step", NeedsOrganization = true };

    public IReadOnlyCollection<string> Turns(OperationCall call) => [$"publish:{call.RequiredInstance}"];

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var schedule = await ledger.GetAsync<Schedule>(call.RequiredInstance, cancellationToken);
        var owner = await ScheduleOwner.OfAsync(schedule.Resource, ledger, cancellationToken) ?? throw BookingRules.NoInstitution.Refuse(PolicySource.Default);
        if (owner.Institution.Key != call.RequiredOrganization.Key)
            throw BookingRules.NotYours.Refuse(PolicySource.Default, owner.Institution.Reference);
        if (schedule.Resource.Active == false)
            throw BookingRules.ScheduleInactive.Refuse(PolicySource.Default, schedule.Key);
        var policy = call.Governance.Of(owner.Institution.Division);
        var template = new TemplateReader(policy, owner.Institution.Level!).Read(call.Input);
        var (first, last) = PublishedDays.Of(call, schedule.Resource);
        decimal count = template.CountOf(first, last);
        if (count > MaxSources)
            throw BookingRules.TooMany.Refuse(PolicySource.Default, count, MaxSources);
        var missing = await MissingAsync(schedule, template, [.. template.DaysOf(first, last)], ShareOf(owner, policy), ledger, cancellationToken);
        // What was published stays published, however often: days that have passed since are refused only where something would be made.
        var today = ChinaTime.DayOf(call.Now);
        if (missing.FirstOrDefault(s => ChinaTime.DayOf(s.Start) < today) is { } past)
            throw BookingRules.PastDay.Refuse(PolicySource.Default, ChinaTime.DayOf(past.Start).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var source in missing)
            ledger.Create(SlotOf(schedule, owner, source));
        return new OperationAnswer()
            .Add("created", new UnsignedInt(missing.Count))
            .Add("existing", new UnsignedInt((int)count - missing.Count))
            .Add("reserved", new UnsignedInt(missing.Count(s => s.ReservedFor is not null)));
    }

    private static ReservedShare ShareOf(ScheduleOwner owner, Policy policy)
    {
        var reservations = policy.Get<Reservation[]>("booking", "reservations").Value;
        return new ReservedShare(
            policy.Get<decimal>("booking", "reservedShare").Value,
            [.. reservations.Where(r => r.Concerns(owner.Institution.Level, owner.IsExpert)).Select(r => r.For).Distinct()]);
    }

    /// <exception cref="FhirException">Unprocessable: one overlaps what is there.</exception>
    private static async Task<IReadOnlyList<PlannedSource>> MissingAsync(
        Reading<Schedule> schedule, WeeklyTemplate template, IReadOnlyList<DateOnly> days, ReservedShare share, Ledger ledger, CancellationToken cancellationToken)
    {
        if (days.Count == 0)
            return [];
        var present = await PresentSources.ReadAsync(schedule.Key.ToString(), days, ledger, cancellationToken);
        return [.. days.SelectMany(d => present.Of(d).Missing(template.TimesOf(d), share))];
    }

    private static Slot SlotOf(Reading<Schedule> schedule, ScheduleOwner owner, PlannedSource source)
    {
        var slot = new Slot
        {
            Meta = new Meta { Profile = [NationalBase.Profiles + "cn-slot"] },
            Identifier = [new Identifier(BookingTerms.SourceNumbers, $"{schedule.Key.Id}/{source.Start:yyyyMMdd'T'HHmm}/{source.Index}")],
            ServiceCategory = schedule.Resource.ServiceCategory,
            ServiceType = schedule.Resource.ServiceType,
            Specialty = schedule.Resource.Specialty,
            Schedule = schedule.Reference,
            Status = Slot.SlotStatus.Free,
            Start = source.Start,
            End = source.End,
        };
        if (source.ReservedFor is { } whom)
            BookingTerms.SetReservedFor(slot, whom);
        BookingTerms.SetSource(slot, owner);
        return slot;
    }
}
