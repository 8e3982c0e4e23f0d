using FhirHub.Engine.Search.Parsing;

namespace FhirHub.UnitTests.Search.Parsing;

[TestFixture]
internal sealed class CriteriaTextTests
{
    [TestCase("Patient?identifier=s%7C1&active=true", "Patient?active=true&identifier=s%7C1")]
    [TestCase("Patient?identifier=a,b", "Patient?identifier=b,a")]
    [TestCase("Patient?identifier=a,a", "Patient?identifier=a")]
    [TestCase("Patient?identifier=a&identifier=a", "Patient?identifier=a")]
    [TestCase("Patient?identifier=a&_count=5&_sort=name", "Patient?identifier=a")]
    [TestCase("Patient?_has:Observation:patient:code=a,b", "Patient?_has:Observation:patient:code=b,a")]
    [TestCase("Patient?_id=1", "Patient?_filter=_id eq 1")]
    public void The_same_criteria_have_the_same_text(string one, string other) => Assert.That(Text(one), Is.EqualTo(Text(other)));

    [TestCase("Patient?identifier=a", "Patient?identifier=b")]
    [TestCase("Patient?identifier=a", "Practitioner?identifier=a")]
    [TestCase("Patient?identifier=a", "Patient?identifier:not=a")]
    [TestCase("Patient?identifier=a,b", "Patient?identifier=a&identifier=b")]
    [TestCase("Observation?subject:Patient.name=a", "Observation?patient.name=a")]
    [TestCase("Patient?birthdate=2000", "Patient?birthdate=ge2000")]
    [TestCase("Patient?_text=a", "Patient?_content=a")]
    public void Other_criteria_have_another(string one, string other) => Assert.That(Text(one), Is.Not.EqualTo(Text(other)));

    private static string Text(string url) => CriteriaText.Normalize(Searching.Parse(url));
}
