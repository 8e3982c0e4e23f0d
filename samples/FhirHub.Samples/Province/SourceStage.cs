using System.Globalization;
using System.Text.Json.Nodes;

namespace FhirHub.Samples.Province;

/// <summary>Sources of every schedule, published from its weekly template by the institution whose it is.</summary>
internal static class SourceStage
{
    /// <summary>A call of <c>$publish</c> makes 5,000 at most; some hundreds a call show progress, and hold no transaction long.</summary>
    private const int SourcesOfACall = 1000;

    public static ProvinceStage Of(Cast cast, ProvinceOptions options)
    {
        var tracks = cast.Doctors.SelectMany(d => Tracks(d, options)).ToList();
        return new ProvinceStage("Sources of appointments", "sources", tracks.Sum(t => t.Units), tracks);
    }

    private static IEnumerable<ProvinceTrack> Tracks(CastDoctor doctor, ProvinceOptions options)
    {
        var (first, last) = SourceTimes.SpanOf(doctor, options);
        int part = 0;
        for (var from = first; from <= last;)
        {
            var (until, count) = Part(doctor, from, last);
            if (count > 0)
                yield return TrackOf(doctor, ++part, from, until, count);
            from = until.AddDays(1);
        }
    }

    private static (DateOnly Until, int Count) Part(CastDoctor doctor, DateOnly from, DateOnly last)
    {
        int count = SourceTimes.CountOf(doctor, from, from);
        var until = from;
        while (until < last && count + SourceTimes.CountOf(doctor, until.AddDays(1), until.AddDays(1)) <= SourcesOfACall)
        {
            until = until.AddDays(1);
            count += SourceTimes.CountOf(doctor, until, until);
        }

        return (until, count);
    }

    private static ProvinceTrack TrackOf(CastDoctor doctor, int part, DateOnly from, DateOnly until, int count) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"sources-{doctor.Number}-{part}"),
        Units = count,
        Calls =
        [
            new ProvinceCall
            {
                Name = "publish",
                Path = $"Schedule/{doctor.ScheduleId}/$publish",
                Organization = doctor.Institution.Reference,
                Body = Nodes.Parameters(
                [
                    .. doctor.Sessions.Select(Session),
                    Nodes.Parameter("start", "valueDate", Nodes.Day(from)),
                    Nodes.Parameter("end", "valueDate", Nodes.Day(until)),
                ]),
            },
        ],
    };

    private static JsonObject Session(SessionLine session) => new()
    {
        ["name"] = "session",
        ["part"] = Nodes.List(
            Nodes.Parameter("day", "valueCode", session.Day),
            Nodes.Parameter("start", "valueTime", Time(session.Start)),
            Nodes.Parameter("end", "valueTime", Time(session.End)),
            Nodes.Parameter("minutes", "valuePositiveInt", session.Minutes)),
    };

    private static string Time(TimeOnly time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
