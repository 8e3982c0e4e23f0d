using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.UnitTests.Indexing.Values;

internal sealed class QuantitySearchTests
{
    private const string Ucum = "http://unitsofmeasure.org";
    private static readonly QuantitySearch Quantities = new();

    [TestCase("5.4", true)]
    [TestCase("5.4|http://unitsofmeasure.org|mg", true)]
    [TestCase("0.0054|http://unitsofmeasure.org|g", true)]
    [TestCase("5400|http://unitsofmeasure.org|ug", true)]
    [TestCase("5.4|http://unitsofmeasure.org|g", false)]
    [TestCase("5.4||mg", true)]
    [TestCase("5.4||milligram", true)]
    [TestCase("0.0054||g", false)]
    [TestCase("5.4|http://example.org/units|mg", false)]
    [TestCase("5.45|http://unitsofmeasure.org|mg", false)]
    [TestCase("gt0.005|http://unitsofmeasure.org|g", true)]
    [TestCase("lt0.005|http://unitsofmeasure.org|g", false)]
    [TestCase("ap5||mg", true)]
    [TestCase("5.4|http://unitsofmeasure.org|mL", false)]
    public void A_quantity_is_found_in_any_unit_of_its_kind(string value, bool found) =>
        Assert.That(Meets("Quantity", """{"value":5.4,"unit":"milligram","system":"http://unitsofmeasure.org","code":"mg"}""", value), Is.EqualTo(found));

    [TestCase("mg", "5.4", "g", "0.0054")]
    [TestCase("mg/dL", "90", "g/L", "0.90")]
    [TestCase("mm[Hg]", "120", "kPa", "15.9986400")]
    [TestCase("Cel", "37", "[degF]", "98.6")]
    [TestCase("Cel", "37", "K", "310.15")]
    [TestCase("[degF]", "98.60", "Cel", "37.00")]
    [TestCase("{beats}/min", "72", "/min", "72")]
    [TestCase("min", "90", "h", "1.5")]
    [TestCase("10*9/L", "5.0", "10*3/uL", "5.0")]
    [TestCase("m[IU]/L", "2.5", "u[iU]/mL", "2.5")]
    [TestCase("mmol/L", "5.6", "mmol/dL", "0.56")]
    [TestCase("mg/mmol", "3", "g/mol", "3.0")]
    [TestCase("%", "45", "1", "0.45")]
    [TestCase("kg/m2", "22.5", "g/cm2", "2.25")]
    [TestCase("fL", "90.123456789", "um3", "90.123456789")]
    [TestCase("[lb_av]", "1", "g", "453.59237")]
    [TestCase("mg.kg-1.d-1", "1", "mg/kg/d", "1")]
    public void Equal_quantities_in_two_units_find_each_other(string code, string value, string otherCode, string otherValue)
    {
        Assert.That(Meets("Quantity", Quantity(value, code), $"{otherValue}|{Ucum}|{otherCode}"), Is.True);
        Assert.That(Meets("Quantity", Quantity(otherValue, otherCode), $"{value}|{Ucum}|{code}"), Is.True);
        Assert.That(Meets("Quantity", Quantity(value, code), $"9{otherValue}|{Ucum}|{otherCode}"), Is.False);
    }

    [TestCase("[iU]/L", "10*9/L")]
    [TestCase("[iU]", "[arb'U]")]
    [TestCase("[CFU]/mL", "[PFU]/mL")]
    [TestCase("m", "s")]
    [TestCase("xyz", "g")]
    [TestCase("[pH]", "1")]
    [TestCase("m..s", "m.s")]
    [TestCase("m9999999", "m")]
    [TestCase("mg/(24.h)", "g/(24.h)")]
    public void Units_that_are_not_of_one_kind_do_not(string code, string otherCode)
    {
        Assert.That(Meets("Quantity", Quantity("5", code), $"5|{Ucum}|{code.Replace("|", "\\|", StringComparison.Ordinal)}"), Is.True);
        Assert.That(Meets("Quantity", Quantity("5", code), $"gt-1e99|{Ucum}|{otherCode}"), Is.False);
    }

    [Test]
    public void Approximately_is_a_tenth_in_the_unit_it_is_asked_in()
    {
        Assert.That(Meets("Quantity", Quantity("40", "Cel"), $"ap37|{Ucum}|Cel"), Is.True);
        Assert.That(Meets("Quantity", Quantity("41", "Cel"), $"ap37|{Ucum}|Cel"), Is.False);
    }

    [TestCase("<", "lt1", true)]
    [TestCase("<", "gt5", false)]
    [TestCase("<", "ge5", false)]
    [TestCase("<=", "ge5", true)]
    [TestCase(">", "gt1000", true)]
    [TestCase(">", "le5", false)]
    [TestCase(">=", "le5", true)]
    [TestCase(">", "lt5", false)]
    [TestCase("<", "5", false)]
    [TestCase("<", "ne5", true)]
    public void A_comparator_makes_an_open_range(string comparator, string value, bool found) =>
        Assert.That(Meets("Quantity", $$"""{"value":5,"comparator":"{{comparator}}","unit":"mg"}""", value), Is.EqualTo(found));

    [TestCase("99.50|urn:iso:std:iso:4217|CNY", true)]
    [TestCase("99.50||CNY", true)]
    [TestCase("gt90", true)]
    [TestCase("99.50|urn:iso:std:iso:4217|USD", false)]
    public void Money_is_found_by_its_currency(string value, bool found) =>
        Assert.That(Meets("Money", """{"value":99.5,"currency":"CNY"}""", value), Is.EqualTo(found));

    [TestCase("gt19|http://unitsofmeasure.org|mo", true)]
    [TestCase("lt20|http://unitsofmeasure.org|a", false)]
    [TestCase("25||a", false)]
    [TestCase("sa19||a", true)]
    [TestCase("ge30||a", true)]
    [TestCase("gt30||a", false)]
    [TestCase("3e1||years", false)]
    public void A_range_has_the_unit_of_either_bound(string value, bool found) => Assert.That(Meets("Range", """
        {"low":{"value":20},"high":{"value":30,"unit":"years","system":"http://unitsofmeasure.org","code":"a"}}
        """.Trim(), value), Is.EqualTo(found));

    [Test]
    public void Bounds_in_different_units_are_compared_in_base_units()
    {
        var json = $$"""{"low":{{Quantity("900", "mg")}},"high":{{Quantity("2", "g")}}}""";
        Assert.That(Meets("Range", json, $"gt1.9|{Ucum}|g"), Is.True);
        Assert.That(Meets("Range", json, $"sa899|{Ucum}|mg"), Is.True);
        Assert.That(Meets("Range", json, "gt1||mg"), Is.False);
    }

    [TestCase("gt499|http://unitsofmeasure.org|mV", true)]
    [TestCase("gt500|http://unitsofmeasure.org|mV", false)]
    [TestCase("lt-59||mV", true)]
    [TestCase("lt-60||mV", false)]
    public void Sampled_data_is_a_range_of_its_points(string value, bool found) => Assert.That(Meets("SampledData", $$"""
        {"origin":{{Quantity("100", "mV")}},"period":10,"factor":2,"lowerLimit":-80,"upperLimit":200,"dimensions":1,"data":"0 12.5 E L 7 U"}
        """.Trim(), value), Is.EqualTo(found));

    [TestCase("Age", """{"value":40,"unit":"岁","system":"http://unitsofmeasure.org","code":"a"}""", "40||岁")]
    [TestCase("Duration", """{"value":90,"system":"http://unitsofmeasure.org","code":"min"}""", "1.5|http://unitsofmeasure.org|h")]
    [TestCase("Quantity", """{"value":3,"system":"http://example.org/a|b","code":"x(y"}""", "3|http://example.org/a\\|b|x(y")]
    public void What_derives_from_Quantity_is_one(string type, string json, string value) => Assert.That(Meets(type, json, value), Is.True);

    [TestCase("Quantity", """{"unit":"mg"}""")]
    [TestCase("Range", "{}")]
    [TestCase("SampledData", """{"origin":{"value":0},"period":1,"dimensions":1,"data":"E L U"}""")]
    [TestCase("SampledData", """{"origin":{"value":0},"period":1,"dimensions":1}""")]
    [TestCase("decimal", "5")]
    public void What_has_no_number_has_no_entry(string type, string json) =>
        Assert.That(IndexedDocument.Of(Quantities, (type, json)).Entries, Is.Empty);

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("5|mg")]
    [TestCase("5|http://unitsofmeasure.org|mg|x")]
    [TestCase("5||")]
    [TestCase("5|http://unitsofmeasure.org|")]
    [TestCase("|http://unitsofmeasure.org|mg")]
    [TestCase("xx5||mg")]
    public void What_is_no_quantity_is_refused(string value) =>
        Assert.That(() => Quantities.Match(IndexedDocument.Request(value)), Throws.TypeOf<FhirException>().With.Message.StartsWith($"value={value}: "));

    [Test]
    public void Units_without_end_do_not_fill_the_memory()
    {
        for (var i = 0; i < 10_000; i++)
            Assert.That(UcumUnits.Find($"[unit{i}]x("), Is.Null);
        Assert.That(UcumUnits.Find("mg"), Is.Not.Null);
    }

    private static string Quantity(string value, string code) =>
        $$"""{"value":{{value}},"system":"{{Ucum}}","code":"{{code}}"}""";

    private static bool Meets(string type, string json, string value) =>
        IndexedDocument.Of(Quantities, (type, json)).Meets(Quantities.Match(IndexedDocument.Request(value)));
}
