namespace FhirHub.UnitTests.Search.Parsing;

/// <summary>How names and values of criteria are understood.</summary>
[TestFixture]
internal sealed class ParameterFormTests
{
    [TestCase("Patient?name=zhang", "name{Patient.name}")]
    [TestCase("Patient?name:exact=Zhang", "name:exact{Patient.name}")]
    [TestCase("Observation?subject:Patient=1", "subject:Patient{Observation.subject}")]
    [TestCase("Observation?subject:identifier=sys%7C1", "subject:identifier{Observation.subject}")]
    [TestCase("Patient?birthdate=ge2000&birthdate=lt2010", "[birthdate{Patient.birthdate} & birthdate{Patient.birthdate}]")]
    public void A_parameter_asks_for_its_entries(string url, string expected) => Assert.That(Searching.Sketch(url), Is.EqualTo(expected));

    [TestCase("Patient?name=a,b,c", 3)]
    [TestCase(@"Patient?name=a\,b,c", 2)]
    [TestCase(@"Patient?name=a\\,b", 2)]
    [TestCase("Patient?name=a,a", 1)]
    public void Values_between_commas_are_alternatives_unless_escaped(string url, int alternatives) =>
        Assert.That(Searching.Sketch(url), Is.EqualTo(alternatives == 1 ? "name{Patient.name}" : $"name{{Patient.name}}x{alternatives}"));

    [TestCase("Patient?gender:missing=true", "!gender:missing{Patient.gender}")]
    [TestCase("Patient?gender:missing=false", "gender:missing{Patient.gender}")]
    [TestCase("Patient?gender:not=male,female", "!gender:not{Patient.gender}x2")]
    [TestCase("Patient?gender:not-in=http://hl7.org/fhir/ValueSet/administrative-gender", "!gender:not-in{Patient.gender}")]
    [TestCase("Patient?organization:not=Organization/1", "!organization:not{Patient.organization}")]
    public void Negation_also_matches_what_lacks_the_element(string url, string expected) => Assert.That(Searching.Sketch(url), Is.EqualTo(expected));

    [TestCase("Observation?subject:Patient.name=a", "Observation.subject→Patient(name{Patient.name})")]
    [TestCase("Observation?patient.organization.name:exact=a", "Observation.patient→Patient(Patient.organization→Organization(name:exact{Organization.name}))")]
    [TestCase("Observation?subject.birthdate=2000", "Observation.subject→Patient(birthdate{Patient.birthdate})")]
    [TestCase("Observation?patient._id=1", "Observation.patient→Patient(_id=Patient/1)")]
    [TestCase("Observation?subject.gender:not=male", "Observation.subject→Patient(!gender:not{Patient.gender})")]
    [TestCase("Observation?encounter.service-provider._lastUpdated=gt2020-01-01T00:00:00Z", "Observation.encounter→Encounter(Encounter.service-provider→Organization(_lastUpdated 2020-01-01T00:00:01..))")]
    public void A_chain_leads_to_the_targets_that_have_the_parameter(string url, string expected) => Assert.That(Searching.Sketch(url), Is.EqualTo(expected));

    [Test]
    public void A_chain_without_a_type_is_the_union_over_its_targets() => Assert.That(
        Searching.Sketch("Observation?subject.identifier=1"),
        Is.EqualTo("Observation.subject→Device Group Location Patient(identifier{Device.identifier Group.identifier Location.identifier Patient.identifier})"));

    [TestCase("Patient?_has:Observation:patient:code=1", "←Observation.patient(code{Observation.code})")]
    [TestCase("Patient?_has:Observation:patient:_has:AuditEvent:entity:agent=Practitioner/1", "←Observation.patient(←AuditEvent.entity(agent{AuditEvent.agent}))")]
    [TestCase("Encounter?patient._has:Group:member:_id=102", "Encounter.patient→Patient(←Group.member(_id=Group/102))")]
    [TestCase("Patient?_has:Observation:patient:performer:Practitioner.name=a", "←Observation.patient(Observation.performer→Practitioner(name{Practitioner.name}))")]
    [TestCase("Patient?_has:Observation:subject:code:not=1", "←Observation.subject(!code:not{Observation.code})")]
    public void Reverse_chains_nest_and_mix_with_chains(string url, string expected) => Assert.That(Searching.Sketch(url), Is.EqualTo(expected));

    [TestCase("Patient?_id=1,2", "_id=Patient/1,Patient/2")]
    [TestCase("Patient?_id:not=1", "!_id:not=Patient/1")]
    [TestCase("?_type=Patient,Group&_id=1", "_id=Group/1,Patient/1")]
    [TestCase("Patient?_id:missing=true", "<>")]
    [TestCase("Patient?_lastUpdated:missing=false", "[]")]
    [TestCase("Patient?_list=42,43", "_list=List/42,List/43")]
    [TestCase("Patient?_tag=a", "_tag{Patient._tag}")]
    [TestCase("?_type=Patient,Group&_profile=http://a", "_profile{Group._profile Patient._profile}")]
    public void Parameters_of_all_resources_work_on_every_type(string url, string expected) => Assert.That(Searching.Sketch(url), Is.EqualTo(expected));

    [TestCase("2026-03", "2026-02-28T16:00:00..2026-03-31T16:00:00")]
    [TestCase("ge2026-03-01T00:00:00Z", "2026-03-01T00:00:00..")]
    [TestCase("gt2026-03-01T00:00:00Z", "2026-03-01T00:00:01..")]
    [TestCase("lt2026-03-01T00:00:00Z", "..2026-03-01T00:00:00")]
    [TestCase("le2026-03-01T00:00:00Z", "..2026-03-01T00:00:01")]
    public void Last_updated_is_a_moment_compared_with_a_period(string value, string expected) =>
        Assert.That(Searching.Sketch($"Patient?_lastUpdated={value}"), Is.EqualTo($"_lastUpdated {expected}"));

    [Test]
    public void Last_updated_takes_alternatives_and_inequality() => Assert.That(
        Searching.Sketch("Patient?_lastUpdated=ne2026-03-01T00:00:00Z,2026-03-02T00:00:00Z"),
        Is.EqualTo("<_lastUpdated ..2026-03-01T00:00:00 | _lastUpdated 2026-03-01T00:00:01.. | _lastUpdated 2026-03-02T00:00:00..2026-03-02T00:00:01>"));

    [TestCase("Patient?_text=Diabetes", "_text=diabetes")]
    [TestCase("Patient?_content=(bone OR liver) and metastases", "_content=bone+metastases|liver+metastases")]
    [TestCase("Patient?_content=a b or c", "_content=a+b|c")]
    [TestCase("Patient?_content=\"chest  pain\" left", "_content=chest pain+left")]
    [TestCase("Patient?_content=a,b c", "_content=a|b+c")]
    public void Text_searches_take_words_phrases_and_logic(string url, string expected) => Assert.That(Searching.Sketch(url), Is.EqualTo(expected));

    [Test]
    public void Every_type_is_searched_without_a_type()
    {
        var query = Searching.Parse("?_lastUpdated=gt2020");
        Assert.Multiple(() =>
        {
            Assert.That(query.AllTypes, Is.True);
            Assert.That(query.Types, Has.Count.EqualTo(145).And.Contains("Patient").And.Not.Contain("Parameters"));
        });
    }

    [Test]
    public void A_compartment_is_a_criterion_of_its_own()
    {
        var query = Searching.Parse("Patient/1/Observation?code=a");
        Assert.That(ClauseSketch.Of(query.Where), Is.EqualTo("[Patient/1{} & code{Observation.code}]"));
    }

    [Test]
    public void A_whole_compartment_covers_its_types()
    {
        var query = Searching.Parse("Patient/1/*");
        Assert.Multiple(() =>
        {
            Assert.That(query.AllTypes, Is.False);
            Assert.That(query.Types, Contains.Item("Observation").And.Contains("Patient").And.Not.Contain("Medication"));
        });
    }

    [Test]
    public void The_types_of_a_compartment_may_be_chosen() =>
        Assert.That(Searching.Parse("Patient/1/*?_type=Encounter,Condition").Types, Is.EqualTo(new[] { "Condition", "Encounter" }));
}
