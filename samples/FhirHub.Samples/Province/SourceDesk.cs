namespace FhirHub.Samples.Province;

/// <summary>
/// Gives every source to one only. Servers reserve a part of each day's, spread over it: the first of a day is open to everybody, and goes to
/// referred patients; the others go to those for whom sources are reserved.
/// </summary>
internal sealed class SourceDesk(ProvinceOptions options)
{
    private readonly Dictionary<string, IEnumerator<SourceTime>> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IEnumerator<SourceTime>> _later = new(StringComparer.Ordinal);

    /// <summary>The first source of a doctor's next day; null when all are given away.</summary>
    public string? First(CastDoctor doctor) => Next(_first, doctor, day => day.Take(1));

    /// <summary>Another source of a doctor; null when all are given away.</summary>
    public string? Later(CastDoctor doctor) => Next(_later, doctor, day => day.Skip(1));

    private string? Next(Dictionary<string, IEnumerator<SourceTime>> cursors, CastDoctor doctor, Func<IEnumerable<SourceTime>, IEnumerable<SourceTime>> part)
    {
        if (!cursors.TryGetValue(doctor.Id, out var cursor))
            cursors.Add(doctor.Id, cursor = Days(doctor).SelectMany(d => part(SourceTimes.Of(doctor, d))).GetEnumerator());
        return cursor.MoveNext() ? cursor.Current.Number : null;
    }

    private IEnumerable<DateOnly> Days(CastDoctor doctor)
    {
        var (first, last) = SourceTimes.SpanOf(doctor, options);
        for (var day = first; day <= last; day = day.AddDays(1))
            yield return day;
    }
}
