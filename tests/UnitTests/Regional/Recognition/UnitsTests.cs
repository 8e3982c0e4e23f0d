using FhirHub.Engine.Indexing.Values;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Regional.Recognition;

/// <summary>Conversions between units, as trends need them.</summary>
[TestFixture]
internal sealed class UnitsTests
{
    private static readonly string[] Concentrations = ["mmol/L", "umol/L", "mol/m3", "nmol/mL"];

    [TestCase(0.08, "mmol/L", "umol/L", 80)]
    [TestCase(5.4, "mg", "g", 0.0054)]
    [TestCase(37, "Cel", "K", 310.15)]
    [TestCase(98.6, "[degF]", "Cel", 37)]
    [TestCase(12, "%", "%", 12)]
    public void A_value_is_the_same_in_another_unit(double value, string from, string to, double expected) =>
        Assert.That(Units.Convert((decimal)value, from, to), Is.EqualTo((decimal)expected));

    [TestCase("mg/dL", "mmol/L")]
    [TestCase("s", "m")]
    [TestCase("furlongs", "m")]
    public void Units_of_other_dimensions_and_none_do_not_convert(string from, string to) => Assert.Multiple(() =>
    {
        Assert.That(Units.Convert(1, from, to), Is.Null);
        Assert.That(Units.AreComparable(from, to), Is.False);
    });

    [Test]
    public void There_and_back_is_where_it_began() => Prop.ForAll(
        Arb.From(from cents in Gen.Choose(-1_000_000, 1_000_000) from one in Gen.Elements(Concentrations) from other in Gen.Elements(Concentrations) select (Value: cents / 100m, one, other)),
        c => Units.Convert(Units.Convert(c.Value, c.one, c.other)!.Value, c.other, c.one) == c.Value).QuickCheckThrowOnFailure();
}
