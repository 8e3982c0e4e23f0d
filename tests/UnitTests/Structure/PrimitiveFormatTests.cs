using System.Text;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure;

namespace FhirHub.UnitTests.Structure;

internal sealed class PrimitiveFormatTests
{
    [TestCase("date", "2020", "2020-02", "2020-02-29", "0001", "9999-12-31", "1900-02-28")]
    [TestCase("dateTime", "2020", "2020-02", "2020-02-29", "2020-02-29T23:59:60Z", "2015-02-07T13:28:17.239+02:00", "2020-01-01T00:00:00-14:00", "2020-01-01T00:00:00.123456789Z")]
    [TestCase("instant", "2015-02-07T13:28:17.239+02:00", "2017-01-01T00:00:00Z")]
    [TestCase("time", "00:00:00", "23:59:59", "12:00:00.5", "23:59:60")]
    [TestCase("id", "a", "A-1.b", "0123456789012345678901234567890123456789012345678901234567890123")]
    [TestCase("oid", "urn:oid:1.2.3", "urn:oid:0.0", "urn:oid:2.16.840.1.113883")]
    [TestCase("uuid", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520")]
    [TestCase("uri", "http://x", "urn:x", "#a", "é", "a|b")]
    [TestCase("code", "a", "a b", "a-b c", "\u00A0")]
    [TestCase("base64Binary", "AAAA", "AAA=", "AA==", "AA AA", "AA\r\nAA", "+/+/")]
    [TestCase("integer", "0", "1", "-1", "2147483647", "-2147483648")]
    [TestCase("unsignedInt", "0", "2147483647")]
    [TestCase("positiveInt", "1", "2147483647")]
    [TestCase("decimal", "0", "-0", "-0.000", "1.500", "1e3", "1E+245", "-1.0E-245", "12345678901234567890123456789012345678901234567890")]
    [TestCase("boolean", "true", "false")]
    [TestCase("string", " ", "a", "\n", "你好")]
    public void Valid_values_are_accepted(string type, params string[] values) => Assert.That(values.Where(v => !IsValid(type, v)), Is.Empty);

    [TestCase("date", "20", "0000", "2020-", "2020-00", "2020-13", "2020-1-1", "2020-02-30", "2021-02-29", "1900-02-29", "2020-04-31", "2020-01-01 ", "2020-01-01T00:00:00Z", "２０２０", "-020")]
    [TestCase("dateTime", "2020-02T10:00:00Z", "2020-01-01T", "2020-01-01T10", "2020-01-01T10:00Z", "2020-01-01T10:00:00", "2020-01-01T24:00:00Z", "2020-01-01T10:60:00Z", "2020-01-01T10:00:61Z", "2020-01-01T10:00:00.Z", "2020-01-01T10:00:00z", "2020-01-01T10:00:00+14:01", "2020-01-01T10:00:00+15:00", "2020-01-01T10:00:00+0100", "2020-01-01t10:00:00Z", "2020-01-01 10:00:00Z")]
    [TestCase("instant", "2020", "2020-01-01", "2020-01-01T10:00:00", "2020-02-30T10:00:00Z")]
    [TestCase("time", "24:00:00", "12:00", "1:00:00", "12:00:00Z", "12:00:00.")]
    [TestCase("id", "a_b", "a b", "é", "01234567890123456789012345678901234567890123456789012345678901234")]
    [TestCase("oid", "1.2.3", "urn:oid:3.1", "urn:oid:1", "urn:oid:1.", "urn:oid:1.02", "urn:oid:1..2", "urn:oid:1.a", "urn:oid:12.1")]
    [TestCase("uuid", "c757873d-ec9a-4326-a141-556f43239520", "urn:uuid:C757873D-ec9a-4326-a141-556f43239520", "urn:uuid:c757873dec9a4326a141556f43239520", "urn:uuid:g757873d-ec9a-4326-a141-556f43239520")]
    [TestCase("uri", " x", "a b", "a\tb", "a\n")]
    [TestCase("code", " a", "a ", "a  b", "\t", " ")]
    [TestCase("base64Binary", "A", "AAA", "A===", "AA=A", "AA==AA==", "!!!!", " ")]
    [TestCase("integer", "-0", "01", "1.0", "1e3", "2147483648", "-2147483649", "", "-", "a", "99999999999999999999")]
    [TestCase("unsignedInt", "-1", "-0", "2147483648")]
    [TestCase("positiveInt", "0", "-1", "2147483648")]
    [TestCase("decimal", ".5", "1.", "01", "1e", "+1", "-", "1.5.5", "NaN", "0x1", "1e1.5")]
    [TestCase("boolean", "True", "1", "yes")]
    public void Other_values_are_refused(string type, params string[] values) => Assert.That(values.Where(v => v.Length > 0 && IsValid(type, v)), Is.Empty);

    [TestCase('x', 1024 * 1024, true)]
    [TestCase('x', 1024 * 1024 + 1, false)]
    [TestCase('你', 1024 * 1024, true)]
    [TestCase('你', 1024 * 1024 + 1, false)]
    public void Strings_end_at_a_million_characters_not_bytes(char character, int count, bool valid) =>
        Assert.That(IsValid("string", new string(character, count)), Is.EqualTo(valid));

    [Test]
    public void Every_primitive_type_has_rules_and_words_for_them()
    {
        var kinds = FhirSchema.R4.Types.Where(t => t.IsPrimitive).Select(t => t.Primitive).Where(k => k != PrimitiveKind.Xhtml).ToList();
        Assert.That(kinds, Has.Count.EqualTo(19));
        foreach (var kind in kinds)
        {
            PrimitiveFormat.IsValid(kind, "1"u8);
            Assert.That(PrimitiveFormat.Expectation(kind), Is.Not.Empty);
        }
    }

    private static bool IsValid(string type, string value) =>
        PrimitiveFormat.IsValid(FhirSchema.R4.FindType(type)!.Primitive, Encoding.UTF8.GetBytes(value));
}
