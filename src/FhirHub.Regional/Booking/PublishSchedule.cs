using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Rules;
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
        var sessions = SessionTemplate.Read(call.Input, owner.Institution.Level!, policy);
        var (first, last) = PublishedDays.Of(call.Input, schedule.Resource, ChinaTime.DayOf(call.Now));
        var planned = Planned(call, owner, policy, sessions, first, last);
        var existing = await ExistingAsync(schedule.Key.ToString(), first, last, ledger, cancellationToken);
        var missing = Missing(planned, existing);
        foreach (var source in missing)
            ledger.Create(SlotOf(schedule, owner, source));
        return new OperationAnswer()
            .Add("created", new UnsignedInt(missing.Count))
            .Add("existing", new UnsignedInt(planned.Count - missing.Count))
            .Add("reserved", new UnsignedInt(missing.Count(s => s.ReservedFor is not null)));
    }

    private static List<PlannedSource> Planned(OperationCall call, ScheduleOwner owner, Policy policy, List<WeeklySession> sessions, DateOnly first, DateOnly last)
    {
        var reservations = policy.Get<Reservation[]>("booking", "reservations");
        var share = policy.Get<decimal>("booking", "reservedShare");
        string[] reservedFor = policy.Get<string[]>("booking", "reservingLevels").Value.Contains(owner.Institution.Level)
            ? [.. reservations.Value.Where(r => r.Concerns(owner.IsExpert)).Select(r => r.For)]
            : [];
        var except = call.Input.All<Date>("except").Select(PublishedDays.DayOf).ToHashSet();
        RequireFew(sessions, first, last, except);
        return [.. PlannedSource.Of(sessions, first, last, except, share.Value, reservedFor)];
    }

    /// <summary>Counts before any is made: a template of few words can ask for more than fits anywhere.</summary>
    /// <exception cref="FhirException">Unprocessable: there are too many.</exception>
    private static void RequireFew(List<WeeklySession> sessions, DateOnly first, DateOnly last, HashSet<DateOnly> except)
    {
        long[] ofDay = [.. Enum.GetValues<DayOfWeek>().Select(day => sessions.Where(s => s.Day == day).Sum(s => (long)s.Capacity * s.Times().Count()))];
        long all = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(i => first.AddDays(i)).Where(d => !except.Contains(d)).Sum(d => ofDay[(int)d.DayOfWeek]);
        if (all > MaxSources)
            throw BookingRules.TooMany.Refuse(PolicySource.Default, all.ToString(CultureInfo.InvariantCulture), MaxSources);
    }

    private static async Task<IReadOnlyList<Slot>> ExistingAsync(string schedule, DateOnly first, DateOnly last, Ledger ledger, CancellationToken cancellationToken)
    {
        // A source may begin before the first day, but not last a day.
        string from = ChinaTime.ForSearch(ChinaTime.Begin(first.AddDays(-1))), to = ChinaTime.ForSearch(ChinaTime.At(last, TimeOnly.MaxValue));
        var found = await ledger.SearchAsync<Slot>($"schedule={schedule}&start=ge{from}&start=le{to}", 4 * MaxSources, cancellationToken);
        return [.. found.Select(s => s.Resource)];
    }

    /// <exception cref="FhirException">Unprocessable: one overlaps what is there.</exception>
    private static List<PlannedSource> Missing(List<PlannedSource> planned, IReadOnlyList<Slot> existing)
    {
        var counts = existing.GroupBy(s => (s.Start!.Value.ToUniversalTime(), s.End!.Value.ToUniversalTime())).ToDictionary(g => g.Key, g => g.Count());
        var missing = planned.Where(p => p.Index >= counts.GetValueOrDefault((p.Start.ToUniversalTime(), p.End.ToUniversalTime()))).ToList();
        var ordered = existing.OrderBy(s => s.Start).ToList();
        foreach (var source in missing.DistinctBy(m => m.Start))
        {
            var other = ordered.Find(s => s.Start < source.End && s.End > source.Start && (s.Start != source.Start || s.End != source.End));
            if (other is not null)
                throw BookingRules.Overlap.Refuse(PolicySource.Default, ChinaTime.Write(source.Start), ChinaTime.Write(source.End), $"Slot/{other.Id}");
        }

        return missing;
    }

    private static Slot SlotOf(Reading<Schedule> schedule, ScheduleOwner owner, PlannedSource source)
    {
        var slot = new Slot
        {
            Meta = new Meta { Profile = [BookingTerms.Profiles + "cn-slot"] },
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
