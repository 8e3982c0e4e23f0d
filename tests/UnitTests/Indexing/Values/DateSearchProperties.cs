using FhirHub.Engine.Indexing.Types;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Indexing.Values;

/// <summary>Any date of a search against any stored interval, beside R4's definitions taken literally.</summary>
internal sealed class DateSearchProperties
{
    private static readonly Config Seeds = Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(1_000_000);
    private static readonly string[] Prefixes = ["", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];
    private static readonly MatchSettings Settings = new() { Zone = RandomTime.Zone, Time = new FixedTime(new DateTimeOffset(2020, 7, 1, 0, 0, 0, TimeSpan.Zero)) };
    private static readonly DateSearch Dates = new(Settings);

    [Test]
    public void A_search_finds_what_the_specification_defines() =>
        Prop.ForAll((int seed) =>
        {
            var random = new Random(seed);
            var (type, json, from, to) = Stored(random);
            var prefix = Prefixes[random.Next(Prefixes.Length)];
            var search = RandomTime.Next(random, inSearch: true);
            var condition = Dates.Match(IndexedDocument.Request(prefix + search.Text, settings: Settings));
            var found = IndexedDocument.Of(Dates, (type, json)).Meets(condition);
            Assert.That(found, Is.EqualTo(Defined(prefix, search, from, to)), $"{type} {json} with {prefix}{search.Text}");
        }).Check(Seeds);

    private static bool Defined(string prefix, RandomTime search, DateTimeOffset from, DateTimeOffset to)
    {
        var (a, b) = (search.From, search.To);
        var contains = from >= a && to <= b;
        var reachesAbove = to > b;
        var reachesBelow = from < a;
        switch (prefix)
        {
            case "" or "eq": return contains;
            case "ne": return !contains;
            case "gt": return reachesAbove;
            case "lt": return reachesBelow;
            case "ge": return reachesAbove || contains;
            case "le": return reachesBelow || contains;
            case "sa": return from >= b;
            case "eb": return to <= a;
        }
        var now = Settings.Time.GetUtcNow();
        var tenth = (now < a ? a - now : now > b ? now - b : TimeSpan.Zero) / 10;
        tenth = TimeSpan.FromMilliseconds(Math.Floor(tenth.TotalMilliseconds));
        return from < b + tenth && to > a - tenth;
    }

    private static (string Type, string Json, DateTimeOffset From, DateTimeOffset To) Stored(Random random)
    {
        var one = RandomTime.Next(random, inSearch: false);
        var other = RandomTime.Next(random, inSearch: false);
        var (first, last) = one.From <= other.From ? (one, other) : (other, one);
        var whole = last.To > first.To ? last.To : first.To;
        return random.Next(7) switch
        {
            0 => ("Period", $$"""{"start":"{{first.Text}}","end":"{{last.Text}}"}""", first.From, whole),
            1 => ("Period", $$"""{"start":"{{one.Text}}"}""", one.From, DateTimeOffset.MaxValue),
            2 => ("Period", $$"""{"extension":[{"url":"x"}],"end":"{{one.Text}}"}""", DateTimeOffset.MinValue, one.To),
            3 => ("Timing", $$$"""{"event":["{{{one.Text}}}"],"repeat":{"boundsPeriod":{"start":"{{{other.Text}}}","end":"{{{other.Text}}}"} } }""", first.From, whole),
            _ => ("dateTime", $"\"{one.Text}\"", one.From, one.To),
        };
    }
}
