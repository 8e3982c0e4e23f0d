using FhirHub.Samples.People;

namespace FhirHub.Samples.Institutions;

/// <summary>A doctor with a schedule of appointments.</summary>
internal sealed class Doctor(int number, Person person, DoctorTitle title)
{
    private const int SlotsADay = 16;
    private const int Slots = SlotsADay * ScheduleDays;

    /// <summary>How far ahead appointments can be booked.</summary>
    public const int ScheduleDays = 14;

    /// <summary>Length of a slot.</summary>
    public static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(30);

    private int _taken;

    public string Id { get; } = $"dr{number}";

    public int Number => number;

    public Person Person => person;

    public DoctorTitle Title => title;

    public string RoleId => Id + "-role";

    public string ScheduleId => Id + "-schedule";

    /// <summary>The next slot that nobody has; null when all are taken.</summary>
    /// <param name="until">The day before the first slot.</param>
    public (string Id, DateTime Start)? TakeSlot(DateOnly until)
    {
        if (_taken == Slots)
            return null;
        int slot = _taken++;
        int inDay = slot % SlotsADay;
        var opening = TimeSpan.FromHours(inDay < SlotsADay / 2 ? 8 : 10);
        var start = until.AddDays(1 + slot / SlotsADay).ToDateTime(TimeOnly.MinValue) + opening + inDay * SlotLength;
        return ($"{Id}-slot{slot + 1}", start);
    }
}
