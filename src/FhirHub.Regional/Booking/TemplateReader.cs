using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>Understands the sessions of a call, and holds them against what the policy says about institutions of that level.</summary>
/// <param name="policy">Of the institution.</param>
/// <param name="level">Its level.</param>
internal sealed class TemplateReader(Policy policy, string level)
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly PolicyValue<string[]> _timed = policy.Get<string[]>("booking", "slotBookingLevels");
    private readonly PolicyValue<int> _timeSlot = policy.Get<int>("booking", "timeSlotMinutes");
    private readonly PolicyValue<Dictionary<string, int>> _longest = policy.Get<Dictionary<string, int>>("booking", "maxSlotMinutes");
    private readonly PolicyValue<Dictionary<string, int>> _usual = policy.Get<Dictionary<string, int>>("booking", "slotMinutes");

    private bool IsTimed => _timed.Value.Contains(level);

    /// <exception cref="FhirException">Invalid: a session cannot be. Unprocessable: with every rule that refuses.</exception>
    public WeeklyTemplate Read(OperationInput input)
    {
        var findings = new Findings();
        var sessions = new List<WeeklySession>();
        foreach (var group in input.Groups("session"))
        {
            var session = SessionOf(group);
            if (_longest.Value.TryGetValue(level, out int most))
                findings.Require(session.Minutes <= most, BookingRules.SlotTooLong, _longest.Source, level, most, session.Minutes);
            else
                findings.Require(!IsTimed || session.Minutes <= _timeSlot.Value, BookingRules.NotByTimeSlot, _timeSlot.Source, level, _timeSlot.Value, session.Minutes);
            sessions.Add(session);
        }

        var template = new WeeklyTemplate(sessions, input.All<Date>("except").Select(d => PublishedDays.DayOf(d.Value)!.Value).ToHashSet());
        if (template.FindOverlap() is var (one, other))
            findings.Require(false, BookingRules.SessionsOverlap, PolicySource.Default, Days[(int)one.Day], one.Start, one.LastEnd, other.Start, other.LastEnd);
        findings.ThrowIfAny();
        return template;
    }

    private WeeklySession SessionOf(OperationInput group)
    {
        int day = Array.IndexOf(Days, group.Text("day"));
        if (day < 0)
            throw Invalid($"session.day is one of {string.Join(", ", Days)}.", $"session.day 须为 {string.Join("、", Days)} 之一。");
        var (start, end) = (TimeOf(group, "start"), TimeOf(group, "end"));
        if (start >= end)
            throw Invalid("A session ends after it starts, on the same day.", "出诊单元须在同一天内结束，且晚于开始。");
        int whole = (int)(end - start).TotalMinutes;
        if (whole < 1)
            throw Invalid("A session lasts a minute or more.", "出诊单元至少一分钟。");
        int minutes = group.Find<PositiveInt>("minutes")?.Value ?? (IsTimed && _usual.Value.TryGetValue(level, out int usual) ? usual : whole);
        return minutes <= whole
            ? new WeeklySession((DayOfWeek)day, start, end, minutes, group.Find<PositiveInt>("capacity")?.Value ?? 1)
            : throw Invalid($"A source of {minutes} minutes does not go into a session of {whole}.", $"{minutes} 分钟的号源放不进 {whole} 分钟的出诊单元。");
    }

    private static TimeOnly TimeOf(OperationInput group, string name) =>
        TimeOnly.TryParseExact(group.Text(name), "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Invalid($"session.{name} is a time of the form 08:00:00.", $"session.{name} 须为 08:00:00 形式的时间。");

    private static FhirException Invalid(string english, string chinese) => Fault.Invalid("parameter-invalid", english, chinese);
}
