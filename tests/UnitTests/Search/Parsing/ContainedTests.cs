using FhirHub.Engine.Search.Clauses;

namespace FhirHub.UnitTests.Search.Parsing;

/// <summary>Searches for and into contained resources.</summary>
[TestFixture]
internal sealed class ContainedTests
{
    [Test]
    public void Contained_resources_are_found_by_their_container()
    {
        var query = Searching.Parse("Medication?_contained=true&code=a");
        Assert.Multiple(() =>
        {
            Assert.That(ClauseSketch.Of(query.Where), Is.EqualTo("[code{#Medication.code}]"));
            Assert.That(query.AllTypes, Is.True);
        });
    }

    [Test]
    public void A_composite_of_a_contained_resource_has_its_entries()
    {
        var clause = (EntriesMatch)((AllOf)Searching.Parse("Observation?_contained=true&code-value-string=a$b").Where).Clauses[0];
        Assert.That(
            clause.Conditions.SelectMany(c => c.Equal.Concat(c.Within.Select(w => w.From))),
            Is.Not.Empty.And.All.StartsWith("#Observation.code-value-string$"));
    }

    [Test]
    public void Both_is_either() => Assert.That(
        Searching.Sketch("Medication?_contained=both&code=a&_containedType=container"), Is.EqualTo("<code{Medication.code} | code{#Medication.code}>"));

    [Test]
    public void A_contained_resource_may_refer_to_others() => Assert.That(
        Searching.Sketch("Medication?_contained=true&manufacturer.name=a"), Is.EqualTo("#Medication.manufacturer→Organization(name{Organization.name})"));

    [Test]
    public void Not_contained_is_the_default() => Assert.That(Searching.Sketch("Medication?_contained=false&code=a"), Is.EqualTo("code{Medication.code}"));

    [TestCase("Medication?_contained=true", "contained-criteria")]
    [TestCase("Medication?_contained=true&code=a&status=active", "contained-criteria")]
    [TestCase("Medication?_contained=true&code:not=a", "contained-negated,contained-criteria")]
    [TestCase("Medication?_contained=true&_id=a", "contained-special,contained-criteria")]
    [TestCase("Medication?_contained=both&code=a&_include:iterate=Medication:manufacturer", "contained-include")]
    [TestCase("Patient?_contained=true&_filter=not(active eq true)", "contained-filter,contained-criteria")]
    public void What_the_index_cannot_tell_is_not_supported(string url, string codes) =>
        Assert.That(string.Join(',', Searching.Refused(url).Issues.Select(i => i.Code)), Is.EqualTo(codes));

    [TestCase("MedicationRequest?medication:Medication.code=a", "code{#Medication.code}")]
    [TestCase("MedicationRequest?subject:Patient.organization.name=a", null)]
    [TestCase("MedicationRequest?subject.active:not=true", null)]
    [TestCase("MedicationRequest?subject._id=1", null)]
    public void A_chain_leads_into_contained_resources_where_entries_can_tell(string url, string? expected)
    {
        var leads = (LeadsTo)((AllOf)Searching.Parse(url).Where).Clauses[0];
        Assert.That(leads.Contained is null ? null : ClauseSketch.Of(leads.Contained), Is.EqualTo(expected));
    }
}
