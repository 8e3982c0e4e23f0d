using System.Globalization;
using System.Text.Json.Nodes;
using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Province;

/// <summary>Results as laboratories and imaging departments report them.</summary>
internal sealed class ResultStage(ProvinceScript script, Cast cast, ProvinceOptions options)
{
    private const int ReportsOfATrack = 12;

    /// <summary>Streams of random numbers for results lie beyond those of cards.</summary>
    private const long ResultStream = 2_000_000;

    public ProvinceStage Stage()
    {
        var all = script.Results.SelectMany((line, n) => Enumerable.Range(0, CountOf(line, cast)).Select(i => (Line: line, Number: n, Index: i))).ToList();
        var tracks = all.Chunk(ReportsOfATrack).Select((chunk, n) => new ProvinceTrack
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"results-{n + 1}"),
            Units = chunk.Length,
            Resources = [.. chunk.SelectMany(c => ReportOf(c.Line, c.Number, c.Index)).Select(r => r.Stored())],
        });
        return new ProvinceStage("Results", "reports", all.Count, tracks);
    }

    /// <summary>No more than there are residents.</summary>
    public static int CountOf(ResultLine line, Cast cast) => Math.Min(line.Count, cast.Residents.Count);

    public static string IdOf(Cast cast, int line, int index) => string.Create(CultureInfo.InvariantCulture, $"{cast.Prefix}-result{line + 1}-{index + 1}");

    /// <summary>Each line begins with another resident.</summary>
    public static CastResident ResidentOf(Cast cast, int line, int index) => cast.Residents[(line * 37 + index) % cast.Residents.Count];

    private IEnumerable<JsonObject> ReportOf(ResultLine line, int number, int index)
    {
        var random = new SeededRandom(options.Seed, ResultStream + number * 100_000L + index);
        return ReportWriter.Write(
            IdOf(cast, number, index), line.What, ResidentOf(cast, number, index), cast.Named(line.By, index), options.From.AddDays(-line.DaysAgo), line.Status, line.Mark, random);
    }
}
