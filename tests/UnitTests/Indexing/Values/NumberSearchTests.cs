using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing.Values;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Indexing.Values;

internal sealed class NumberSearchTests
{
    private static readonly Config Seeds = Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(1_000_000);
    private static readonly string[] Prefixes = ["", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];
    private static readonly NumberSearch Numbers = new();

    [TestCase("100", "99.5", true)]
    [TestCase("100", "99.49999", false)]
    [TestCase("100", "100.5", false)]
    [TestCase("100", "100.4999999999", true)]
    [TestCase("100.00", "100.004", true)]
    [TestCase("100.00", "100.005", false)]
    [TestCase("1e2", "95", true)]
    [TestCase("1e2", "104.9", true)]
    [TestCase("1e2", "105", false)]
    [TestCase("1E-1", "0.1", true)]
    [TestCase("-5", "-5.4", true)]
    [TestCase("-5", "-5.5", true)]
    [TestCase("-5", "-4.5", false)]
    [TestCase("0", "-0.0", true)]
    [TestCase("gt100", "100.4", true)]
    [TestCase("gt100", "100", false)]
    [TestCase("le-5", "-5", true)]
    [TestCase("ap100", "110", true)]
    [TestCase("ap100", "110.1", false)]
    [TestCase("ap100", "90", true)]
    [TestCase("ne100", "100.5", true)]
    [TestCase("ne100", "100.2", false)]
    [TestCase("0.12345678901234567890", "0.12345678901234567890", true)]
    [TestCase("123456789012345678901234567890123456789", "123456789012345678901234567890123456789", true)]
    public void Numbers_have_the_precision_they_are_written_in(string value, string stored, bool found) =>
        Assert.That(Meets(("decimal", stored), value), Is.EqualTo(found));

    [TestCase("0.5", true)]
    [TestCase("0.4", false)]
    [TestCase("gt0.49", true)]
    [TestCase("gt0.5", false)]
    [TestCase("ge0.5", true)]
    [TestCase("lt0.46", false)]
    [TestCase("lt0.47", true)]
    [TestCase("sa0.45", true)]
    [TestCase("sa0.46", false)]
    [TestCase("eb0.51", true)]
    public void A_range_is_compared_by_its_bounds(string value, bool found) =>
        Assert.That(Meets(("Range", """{"low":{"value":0.46,"unit":"x"},"high":{"value":0.5}}"""), value), Is.EqualTo(found));

    [Test]
    public void A_range_without_end_has_no_greatest_number()
    {
        Assert.That(Meets(("Range", """{"low":{"value":3}}"""), "gt1e300"), Is.True);
        Assert.That(Meets(("Range", """{"low":{"value":3}}"""), "lt3"), Is.False);
        Assert.That(Meets(("Range", """{"high":{"value":3}}"""), "lt-1e300"), Is.True);
    }

    [TestCase("")]
    [TestCase("eq")]
    [TestCase("1,5")]
    [TestCase("1.")]
    [TestCase(".5")]
    [TestCase("1e")]
    [TestCase("1e999")]
    [TestCase("NaN")]
    [TestCase("Infinity")]
    [TestCase("0x10")]
    [TestCase("１００")]
    [TestCase("100 ")]
    public void What_is_no_number_is_refused(string value) =>
        Assert.That(() => Numbers.Match(IndexedDocument.Request(value)), Throws.TypeOf<FhirException>().With.Message.StartsWith($"value={value}: "));

    [Test]
    public void Entries_sort_as_numbers_do() =>
        Prop.ForAll((double one, double other) =>
        {
            if (double.IsNaN(one) || double.IsNaN(other))
                return;
            var text = string.CompareOrdinal(NumberEntry.Text("p", '0', one), NumberEntry.Text("p", '0', other));
            Assert.That(Math.Sign(text), Is.EqualTo(one.CompareTo(other)), $"{one} {other}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Test]
    public void A_decimal_is_read_to_the_nearest_double() =>
        Prop.ForAll((double number) =>
        {
            if (!double.IsFinite(number))
                return;
            var text = number.ToString("R", CultureInfo.InvariantCulture);
            Assert.That(DecimalNumber.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var read), text);
            Assert.That(read.ToDouble(), Is.EqualTo(number));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Test]
    public void A_search_finds_what_the_specification_defines() =>
        Prop.ForAll((int seed) =>
        {
            var random = new Random(seed);
            var (low, high) = (Next(random, out _), Next(random, out _));
            (low, high) = low <= high ? (low, high) : (high, low);
            var isRange = random.Next(2) == 0;
            high = isRange ? high : low;
            var stored = isRange ? ("Range", $$$"""{"low":{"value":{{{Text(low)}}}},"high":{"value":{{{Text(high)}}}}}""") : ("decimal", Text(low));
            var prefix = Prefixes[random.Next(Prefixes.Length)];
            var search = Next(random, out var half);
            Assert.That(Meets(stored, prefix + Text(search)), Is.EqualTo(Defined(prefix, search, half, low, high)), $"{stored} with {prefix}{Text(search)}");
        }).Check(Seeds);

    private static bool Defined(string prefix, decimal v, decimal half, decimal low, decimal high)
    {
        var contains = low >= v - half && high < v + half;
        var tenth = Math.Abs(v) / 10;
        return prefix switch
        {
            "" or "eq" => contains,
            "ne" => !contains,
            "gt" => high > v,
            "lt" => low < v,
            "ge" => high >= v,
            "le" => low <= v,
            "sa" => low > v,
            "eb" => high < v,
            _ => (high >= v - half || high >= v - tenth) && (low < v + half || low <= v + tenth),
        };
    }

    /// <summary>Few digits, so that bounds meet.</summary>
    private static decimal Next(Random random, out decimal half)
    {
        var scale = (byte)random.Next(3);
        half = new decimal(5, 0, 0, false, (byte)(scale + 1));
        return new decimal(random.Next(200), 0, 0, random.Next(4) == 0, scale);
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Meets((string, string) stored, string value) =>
        IndexedDocument.Of(Numbers, stored).Meets(Numbers.Match(IndexedDocument.Request(value)));
}
