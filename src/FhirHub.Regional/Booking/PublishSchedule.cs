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
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] UpperLevels = ["tertiary", "secondary"];

    public OperationSignature Signature { get; } =
        new("publish-schedule", "Schedule", "publish", OperationLevel.Instance, AffectsState: true) { TraceEvent = "booking-step", NeedsOrganization = true };

    public IReadOnlyCollection<string> Turns(OperationCall call) => [$"publish:{call.RequiredInstance}"];

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var schedule = await ledger.GetAsync<Schedule>(call.RequiredInstance, cancellationToken);
        var owner = await ScheduleOwner.OfAsync(schedule.Resource, ledger, cancellationToken) ?? throw BookingRules.NoInstitution.Refuse(PolicySource.Default);
        if (owner.Institution.Key != call.RequiredOrganization.Key)
            throw BookingRules.NotYours.Refuse(PolicySource.Default, owner.Institution.Reference);
        var policy = call.Governance.Of(owner.Institution.Division);
        var sessions = Sessions(call.Input, owner, policy);
        var (first, last) = Span(call.Input, schedule.Resource);
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

    private static List<WeeklySession> Sessions(OperationInput input, ScheduleOwner owner, Policy policy)
    {
        var lengths = policy.Get<Dictionary<string, int>>("booking", "slotMinutes");
        var longest = policy.Get<Dictionary<string, int>>("booking", "maxSlotMinutes");
        var timed = policy.Get<string[]>("booking", "slotBookingLevels");
        string level = owner.Institution.Level!;
        var findings = new Findings();
        var sessions = new List<WeeklySession>();
        foreach (var group in input.Groups("session"))
        {
            var session = Read(group, minutes => minutes ?? (timed.Value.Contains(level) && lengths.Value.TryGetValue(level, out int usual) ? usual : null));
            if (longest.Value.TryGetValue(level, out int most))
                findings.Require(session.Minutes <= most, BookingRules.SlotTooLong, longest.Source, level, most, session.Minutes);
            sessions.Add(session);
        }

        findings.ThrowIfAny();
        return sessions;
    }

    /// <exception cref="FhirException">Invalid: a day or a time is none.</exception>
    private static WeeklySession Read(OperationInput group, Func<int?, int?> lengthOf)
    {
        int day = Array.IndexOf(Days, group.Text("day"));
        if (day < 0)
            throw FhirException.Invalid("parameter-invalid", $"session.day is one of {string.Join(", ", Days)}.");
        var (start, end) = (TimeOf(group, "start"), TimeOf(group, "end"));
        if (start >= end)
            throw FhirException.Invalid("parameter-invalid", "A session ends after it starts, on the same day.");
        int whole = (int)(end - start).TotalMinutes;
        int minutes = lengthOf(group.Find<PositiveInt>("minutes")?.Value) ?? whole;
        return minutes <= whole
            ? new WeeklySession((DayOfWeek)day, start, end, minutes, group.Find<PositiveInt>("capacity")?.Value ?? 1)
            : throw FhirException.Invalid("parameter-invalid", $"A source of {minutes} minutes does not go into a session of {whole}.");
    }

    private static TimeOnly TimeOf(OperationInput group, string name) =>
        TimeOnly.TryParseExact(group.Text(name), "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw FhirException.Invalid("parameter-invalid", $"session.{name} is a time of the form 08:00:00.");

    private static (DateOnly First, DateOnly Last) Span(OperationInput input, Schedule schedule)
    {
        var (first, last) = (DayOf(input.Text("start")) ?? HorizonOf(schedule.PlanningHorizon?.Start), DayOf(input.Text("end")) ?? LastOf(schedule.PlanningHorizon?.End));
        if (first is not { } from || last is not { } to)
            throw FhirException.Invalid("parameter-missing", "The schedule has no planning horizon: give 'start' and 'end'.");
        return from <= to ? (from, to) : throw FhirException.Invalid("parameter-invalid", $"The first day, {from:yyyy-MM-dd}, is after the last, {to:yyyy-MM-dd}.");
    }

    private static DateOnly? DayOf(string? text)
    {
        if (text is null)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw FhirException.Invalid("parameter-invalid", $"'{text}' is no whole date.");
    }

    private static DateOnly? HorizonOf(string? text) => text is null ? null : ChinaTime.DayOf(new FhirDateTime(text).ToDateTimeOffset(ChinaTime.Offset));

    /// <summary>A horizon that ends at midnight ends with the day before.</summary>
    private static DateOnly? LastOf(string? text)
    {
        if (text is null)
            return null;
        var end = new FhirDateTime(text).ToDateTimeOffset(ChinaTime.Offset).ToOffset(ChinaTime.Offset);
        return DateOnly.FromDateTime(text.Length > 10 && end.TimeOfDay == TimeSpan.Zero ? end.DateTime.AddDays(-1) : end.DateTime);
    }

    private static List<PlannedSource> Planned(OperationCall call, ScheduleOwner owner, Policy policy, List<WeeklySession> sessions, DateOnly first, DateOnly last)
    {
        var reservations = policy.Get<Reservation[]>("booking", "reservations");
        var share = policy.Get<decimal>("booking", "reservedShare");
        string[] reservedFor = UpperLevels.Contains(owner.Institution.Level)
            ? [.. reservations.Value.Where(r => r.Concerns(owner.IsExpert)).Select(r => r.For)]
            : [];
        var except = call.Input.All<Date>("except").Select(d => DayOf(d.Value)!.Value).ToHashSet();
        var planned = PlannedSource.Of(sessions, first, last, except, share.Value, reservedFor).Take(MaxSources + 1).ToList();
        if (planned.Count > MaxSources)
            throw BookingRules.TooMany.Refuse(PolicySource.Default, "More than " + MaxSources.ToString(CultureInfo.InvariantCulture), MaxSources);
        return planned;
    }

    private static async Task<IReadOnlyList<Slot>> ExistingAsync(string schedule, DateOnly first, DateOnly last, Ledger ledger, CancellationToken cancellationToken)
    {
        // A source may begin before the first day, but not last a day.
        string from = ChinaTime.ForSearch(ChinaTime.Begin(first.AddDays(-1))), to = ChinaTime.ForSearch(ChinaTime.Begin(last.AddDays(1)));
        var found = await ledger.SearchAsync<Slot>($"schedule={schedule}&start=ge{from}&start=lt{to}", 4 * MaxSources, cancellationToken);
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
