using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Booking;

/// <summary>The sources that a schedule has on some days, by the day on which they begin.</summary>
internal sealed class PresentSources
{
    private readonly Dictionary<DateOnly, List<PresentSource>> _days = [];

    /// <summary>Reads all of them, however many they are.</summary>
    /// <param name="schedule">Its reference.</param>
    /// <param name="days">Which days, in their order; at least one.</param>
    public static async Task<PresentSources> ReadAsync(string schedule, IReadOnlyList<DateOnly> days, Ledger ledger, CancellationToken cancellationToken)
    {
        var sources = new PresentSources();
        // A source may begin before the first day, but not last a day.
        string from = ChinaTime.ForSearch(ChinaTime.Begin(days[0]).AddDays(-1));
        string until = days[^1] == DateOnly.MaxValue ? string.Empty : $"&start=lt{ChinaTime.ForSearch(ChinaTime.Begin(days[^1].AddDays(1)))}";
        await foreach (var json in ledger.LookAsync("Slot", $"schedule={schedule}&start=ge{from}{until}", cancellationToken))
        {
            if (PresentSource.Read(json) is { } source)
                sources.Add(source);
        }

        return sources;
    }

    public DayOfSources Of(DateOnly day) => new(On(day), On(day.AddDays(-1)).Where(s => s.End > ChinaTime.Begin(day)));

    private void Add(PresentSource source)
    {
        var day = ChinaTime.DayOf(source.Start);
        if (!_days.TryGetValue(day, out var others))
            _days.Add(day, others = []);
        others.Add(source);
    }

    private List<PresentSource> On(DateOnly day) => _days.GetValueOrDefault(day) ?? [];
}
