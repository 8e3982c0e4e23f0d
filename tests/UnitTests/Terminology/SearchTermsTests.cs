using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class SearchTermsTests
{
    private static readonly Concept Cold = new() { Code = "J00.X", Display = "急性鼻咽炎（感冒）", Designations = [new Designation("en", null, "Acute nasopharyngitis")] };

    [TestCase("j00")]
    [TestCase("急性")]
    [TestCase("鼻咽")]
    [TestCase("感冒")]
    [TestCase("jxbyy")]
    [TestCase("byy")]
    [TestCase("jixingbi")]
    [TestCase("ganmao")]
    [TestCase("naso")]
    [TestCase("ACUTE naso")]
    [TestCase("炎 感冒 acute")]
    public void A_concept_is_found_by_what_begins_one_of_its_terms(string typed) => Assert.That(Finds(typed), Is.True);

    [TestCase("pharyngitis")]
    [TestCase("00")]
    [TestCase("慢性")]
    [TestCase("急性 慢性")]
    public void A_concept_is_not_found_by_other_texts(string typed) => Assert.That(Finds(typed), Is.False);

    private static bool Finds(string typed) => new ConceptCondition.Text(SearchTerms.Words(typed)).Holds(Cold);
}
