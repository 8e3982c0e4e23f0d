using System.Globalization;

namespace FhirHub.UnitTests.Indexing.Values;

/// <summary>A date of random precision and zone as it is written, with the time it stands for worked out beside it.</summary>
internal sealed record RandomTime(string Text, DateTimeOffset From, DateTimeOffset To)
{
    public static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    private static readonly string[] Zones = ["Z", "+08:00", "-05:30", "+14:00"];

    /// <param name="random">Decides.</param>
    /// <param name="inSearch">Searches may leave out zone and seconds.</param>
    public static RandomTime Next(Random random, bool inSearch)
    {
        // Few values of each part, so that intervals meet, nest and share their bounds.
        var date = new DateTime(random.Next(2019, 2022), random.Next(2) == 0 ? 1 : random.Next(1, 13), random.Next(2) == 0 ? 1 : random.Next(1, 29));
        switch (random.Next(6))
        {
            case 0: return At(date.ToString("yyyy", CultureInfo.InvariantCulture), new DateTime(date.Year, 1, 1), d => d.AddYears(1), null);
            case 1: return At(date.ToString("yyyy-MM", CultureInfo.InvariantCulture), new DateTime(date.Year, date.Month, 1), d => d.AddMonths(1), null);
            case 2: return At(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), date, d => d.AddDays(1), null);
        }
        var zone = inSearch && random.Next(3) == 0 ? "" : Zones[random.Next(Zones.Length)];
        var offset = zone switch { "" => (TimeSpan?)null, "Z" => TimeSpan.Zero, _ => TimeSpan.Parse(zone.TrimStart('+'), CultureInfo.InvariantCulture) };
        var minute = date.AddHours(random.Next(24)).AddMinutes(random.Next(2) * 30);
        if (inSearch && random.Next(3) == 0)
            return At(minute.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture) + zone, minute, d => d.AddMinutes(1), offset);
        var second = minute.AddSeconds(random.Next(2) * 59);
        if (random.Next(2) == 0)
            return At(second.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + zone, second, d => d.AddSeconds(1), offset);
        var digits = random.Next(1, 4);
        var length = (int)Math.Pow(10, 3 - digits);
        var fraction = second.AddMilliseconds(random.Next((int)Math.Pow(10, digits)) * length);
        var text = fraction.ToString("yyyy-MM-ddTHH:mm:ss." + new string('f', digits), CultureInfo.InvariantCulture) + zone;
        return At(text, fraction, d => d.AddMilliseconds(length), offset);
    }

    private static RandomTime At(string text, DateTime from, Func<DateTime, DateTime> next, TimeSpan? offset) =>
        new(text, new DateTimeOffset(from, offset ?? Zone), new DateTimeOffset(next(from), offset ?? Zone));
}
