using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>The weekly template of a call: its sessions, none of which runs into another.</summary>
internal static class SessionTemplate
{
    /// <summary>Sessions of a template: more than one for each hour of a week are no plan of anybody's.</summary>
    private const int MaxSessions = 168;

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <param name="input">Of the call.</param>
    /// <param name="level">Of the institution.</param>
    /// <param name="policy">That governs it.</param>
    /// <exception cref="FhirException">Invalid: a session cannot be. Unprocessable: a rule refuses.</exception>
    public static List<WeeklySession> Read(OperationInput input, string level, Policy policy)
    {
        var lengths = policy.Get<Dictionary<string, int>>("booking", "slotMinutes");
        var longest = policy.Get<Dictionary<string, int>>("booking", "maxSlotMinutes");
        bool isTimed = policy.Get<string[]>("booking", "slotBookingLevels").Value.Contains(level);
        var timedAtMost = policy.Get<int>("booking", "slotBookingMaxMinutes");
        var groups = input.Groups("session");
        if (groups.Count > MaxSessions)
            throw Fault.Parameter($"A template has {MaxSessions} sessions at most, not {groups.Count}.", $"模板至多 {MaxSessions} 个出诊单元，现为 {groups.Count} 个。");
        var findings = new Findings();
        var sessions = new List<WeeklySession>();
        foreach (var group in groups)
        {
            var session = Read(group, isTimed && lengths.Value.TryGetValue(level, out int usual) ? usual : null);
            bool isLimited = longest.Value.TryGetValue(level, out int most);
            findings.Require(!isLimited || session.Minutes <= most, BookingRules.SlotTooLong, longest.Source, level, most, session.Minutes);
            findings.Require(isLimited || !isTimed || session.Minutes <= timedAtMost.Value, BookingRules.BySlot, timedAtMost.Source, level, timedAtMost.Value, session.Minutes);
            sessions.Add(session);
        }

        findings.ThrowIfAny();
        RequireApart(sessions);
        return sessions;
    }

    /// <exception cref="FhirException">Unprocessable: sources of two sessions overlap; those of the same time are a session's capacity.</exception>
    private static void RequireApart(List<WeeklySession> sessions)
    {
        foreach (var day in sessions.GroupBy(s => s.Day))
        {
            (TimeOnly Start, TimeOnly End)? before = null;
            foreach (var time in day.SelectMany(s => s.Times()).Order())
            {
                if (before is { } other && time.Start < other.End)
                    throw BookingRules.Overlap.Refuse(PolicySource.Default, Text(day.Key, time.Start), Text(day.Key, time.End), $"{Text(day.Key, other.Start)}–{other.End:HH:mm}");
                before = time;
            }
        }
    }

    private static WeeklySession Read(OperationInput group, int? usual)
    {
        int day = Array.IndexOf(Days, group.Text("day"));
        if (day < 0)
            throw Fault.Parameter($"session.day is one of {string.Join(", ", Days)}.", $"session.day 须为 {string.Join("、", Days)} 之一。");
        var (start, end) = (TimeOf(group, "start"), TimeOf(group, "end"));
        if (start >= end)
            throw Fault.Parameter("A session ends after it starts, on the same day.", "出诊单元须在同一天内先始后终。");
        int whole = (int)(end - start).TotalMinutes;
        int minutes = group.Find<PositiveInt>("minutes")?.Value ?? usual ?? whole;
        return minutes >= 1 && minutes <= whole
            ? new WeeklySession((DayOfWeek)day, start, end, minutes, group.Find<PositiveInt>("capacity")?.Value ?? 1)
            : throw Fault.Parameter($"A source of {minutes} minutes does not go into a session of {whole}.", $"{whole} 分钟的出诊单元容不下 {minutes} 分钟的号源。");
    }

    private static TimeOnly TimeOf(OperationInput group, string name) =>
        TimeOnly.TryParseExact(group.Text(name), "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Fault.Parameter($"session.{name} is a time of the form 08:00:00.", $"session.{name} 须为 08:00:00 形式的时间。");

    private static string Text(DayOfWeek day, TimeOnly time) => string.Create(CultureInfo.InvariantCulture, $"{Days[(int)day]} {time:HH:mm}");
}
