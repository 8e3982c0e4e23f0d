using FhirHub.Engine.Errors;
using FhirHub.Engine.Search.Parsing;

namespace FhirHub.UnitTests.Search.Parsing;

[TestFixture]
internal sealed class SearchTextTests
{
    [Test]
    public void What_a_query_cannot_hold_is_percent_encoded() => Assert.That(
        SearchText.Write([new("subject:Patient.name", "张 a+b"), new("code", @"http://loinc.org|1,a\,b&c=d#%")]),
        Is.EqualTo("subject:Patient.name=%E5%BC%A0%20a%2Bb&code=http://loinc.org%7C1,a%5C,b%26c%3Dd%23%25"));

    [TestCase("?a=1&a=2", "a=1;a=2")]
    [TestCase("a=b+c%2Bd", "a=b c+d")]
    [TestCase("a&b=&=c&&", "a=;b=;=c")]
    [TestCase("a=%e5%bc%A0", "a=张")]
    [TestCase("", "")]
    public void A_query_is_read_in_order(string query, string expected) =>
        Assert.That(string.Join(';', SearchText.Read(query).Select(p => $"{p.Key}={p.Value}")), Is.EqualTo(expected));

    [TestCase("a=%")]
    [TestCase("a=%4")]
    [TestCase("a=%zz")]
    [TestCase("a=%ff")]
    public void Broken_encoding_is_invalid(string query) =>
        Assert.That(Assert.Throws<FhirException>(() => SearchText.Read(query))!.Kind, Is.EqualTo(FaultKind.Invalid));
}
