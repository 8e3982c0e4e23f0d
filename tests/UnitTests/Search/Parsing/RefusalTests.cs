using FhirHub.Engine.Errors;

namespace FhirHub.UnitTests.Search.Parsing;

/// <summary>What is refused, and with which words.</summary>
[TestFixture]
internal sealed class RefusalTests
{
    private static readonly string[] BothFaults = ["parameter-unknown", "parameter-invalid"];

    [TestCase("Patient?birthdat=2000", "parameter-unknown", "Patient: there is no search parameter 'birthdat'. Did you mean 'birthdate'?")]
    [TestCase("Patient?lastUpdated=2000", "parameter-unknown", "Did you mean '_lastUpdated'?")]
    [TestCase("Patient?_maxresults=5", "parameter-unknown", "'_maxresults'")]
    [TestCase("Patient?name:exakt=a", "modifier-unsupported", "exakt")]
    [TestCase("Patient?birthdate:not=2000", "modifier-unsupported", "only :missing")]
    [TestCase("Patient?name.family=a", "chain-not-reference", "'name' of Patient is no reference but of type string")]
    [TestCase("Observation?subject.nam=a", "parameter-unknown", "Did you mean 'name'?")]
    [TestCase("Observation?subject:Patien.name=a", "unknown-type", "Did you mean 'Patient'?")]
    [TestCase("Observation?subject:Practitioner.name=a", "chain-never-leads", "only to Device, Group, Location, Patient")]
    [TestCase("Observation?subject:Practitioner=1", "chain-never-leads", "never leads to Practitioner")]
    [TestCase("Patient?_has:Observatio:patient:code=1", "unknown-type", "Did you mean 'Observation'?")]
    [TestCase("Patient?_has:Observation:code:code=1", "chain-not-reference", "'code' of Observation")]
    [TestCase("Practitioner?_has:Observation:patient:code=1", "has-never-leads", "refers to Patient, never to Practitioner")]
    [TestCase("?_type=Patient,Observation&name=a", "parameter-not-common", "Observation lacks it")]
    [TestCase("Patient?_list=$current-problems", "list-functional", "the id of a List")]
    [TestCase("Patient?_query=current-high-risk", "query-unsupported", "named queries")]
    [TestCase("Patient?_text=not a", "text-not", "'not'")]
    [TestCase("Patient?_sort=_score", "sort-unsupported", "not ranked")]
    [TestCase("Observation?_sort=code-value-quantity", "sort-unsupported", "composite")]
    [TestCase("Observation?_sort=patient.name", "sort-unsupported", "chains")]
    [TestCase("Observation?_include=Observation:subjet", "include-unknown", "Did you mean 'subject'?")]
    [TestCase("Observation?_include=Patient:organization", "include-useless", "write _include:iterate")]
    [TestCase("Observation?_include=Observation:patient:Group", "include-useless", "never refers to Group")]
    [TestCase("Observation?_revinclude=Provenance:agent", "include-useless", "never refers to the matches")]
    [TestCase("Observation?_include:foo=Observation:subject", "modifier-unsupported", "only :iterate")]
    [TestCase("Medication?_contained=true&_containedType=contained&code=a", "contained-type", "container")]
    [TestCase("Patient?name=", "parameter-empty", "has no value")]
    public void What_is_not_supported_fails_strict_handling_by_name(string url, string code, string words)
    {
        var refusal = Searching.Refused(url);
        Assert.Multiple(() =>
        {
            Assert.That(refusal.Kind, Is.EqualTo(FaultKind.NotSupported));
            Assert.That(refusal.Issues.Select(i => i.Code), Is.EqualTo(new[] { code }));
            Assert.That(refusal.Issues[0].Diagnostics, Does.Contain(words));
        });
    }

    [TestCase("Patient?birthdate=abc", "parameter-invalid")]
    [TestCase("Patient?birthdate=2000,", "value-empty")]
    [TestCase("Patient?_lastUpdated=xx2000", "parameter-invalid")]
    [TestCase("Patient?gender:missing=maybe", "missing-invalid")]
    [TestCase("Patient?_id=a_b", "id-invalid")]
    [TestCase("Patient?_count=-1", "count-invalid")]
    [TestCase("Patient?_count=1&_count=1", "parameter-repeated")]
    [TestCase("Patient?_count:exact=1", "parameter-name-invalid")]
    [TestCase("Patient?_summary=yes", "parameter-invalid")]
    [TestCase("Patient?_total=accurat", "parameter-invalid")]
    [TestCase("Patient?_sort=name,,gender", "sort-invalid")]
    [TestCase("Patient?_sort=name,-name", "sort-invalid")]
    [TestCase("Patient?_elements=nam", "elements-unknown")]
    [TestCase("Patient?_elements=name&_summary=true", "subset-ambiguous")]
    [TestCase("Observation?_summary=text&_include=Observation:subject", "summary-include")]
    [TestCase("Observation?_include=subject", "include-invalid")]
    [TestCase("Patient?_has:Observation:code=1", "has-invalid")]
    [TestCase("Patient?name:=a", "parameter-name-invalid")]
    [TestCase("Observation?subject.=a", "parameter-name-invalid")]
    [TestCase("Patient?_text=(a", "text-invalid")]
    [TestCase("Patient?name=%00", "parameter-invalid")]
    [TestCase("?_type=Patint", "unknown-type")]
    [TestCase("Patient?_type=Patient", "type-misplaced")]
    [TestCase("Observation?subject.subject.subject.subject.subject.subject.subject.subject.subject.subject.subject.subject.subject.subject.subject.subject.subject.a=1", "chain-too-deep")]
    public void What_is_malformed_fails_lenient_handling_too(string url, string code)
    {
        var refusal = Searching.Refused(url, strict: false);
        Assert.Multiple(() =>
        {
            Assert.That(refusal.Kind, Is.EqualTo(FaultKind.Invalid));
            Assert.That(refusal.Issues.Select(i => i.Code), Is.EqualTo(new[] { code }));
        });
    }

    [Test]
    public void All_faults_are_told_at_once()
    {
        var refusal = Searching.Refused("Patient?birthdat=2000&birthdate=abc&name=a");
        Assert.Multiple(() =>
        {
            Assert.That(refusal.Kind, Is.EqualTo(FaultKind.Invalid));
            Assert.That(refusal.Issues.Select(i => i.Code), Is.EqualTo(BothFaults));
        });
    }

    [Test]
    public void Lenient_handling_leaves_out_what_is_not_supported_and_says_so()
    {
        var query = Searching.Parse("Patient?birthdat=2000&name=a&_sort=_score", strict: false);
        Assert.Multiple(() =>
        {
            Assert.That(query.Understood, Is.EqualTo(new KeyValuePair<string, string>[] { new("name", "a") }));
            Assert.That(query.Warnings.Select(w => w.Severity), Is.All.EqualTo(IssueSeverity.Warning));
            Assert.That(query.Warnings.Select(w => w.Diagnostics), Is.EqualTo(new[]
            {
                "Patient: there is no search parameter 'birthdat'. Did you mean 'birthdate'? The search was done without 'birthdat'.",
                "_sort=_score is not supported: matches are not ranked. The search was done without '_sort'.",
            }));
        });
    }

    [Test]
    public void A_chain_of_chains_stays_small()
    {
        string chain = string.Concat(Enumerable.Repeat("link:Patient.", 16));
        Assert.That(() => Searching.Parse($"Patient?{chain}general-practitioner=1"), Throws.Nothing);
    }

    [Test]
    public void Too_many_values_are_refused() => Assert.That(
        Searching.Refused($"?_id={string.Join(',', Enumerable.Range(0, 100))}").Issues[0].Diagnostics,
        Does.Contain("100 values for 145 types; at most 5000"));

    [TestCase("Patient/1/Medication", "compartment-lacks-type")]
    [TestCase("Medication/1/Observation", "compartment-unknown")]
    public void A_compartment_holds_only_its_types(string url, string code) =>
        Assert.That(Searching.Refused(url, strict: false).Issues[0].Code, Is.EqualTo(code));

    [Test]
    public void Messages_quote_what_was_written_cut_and_without_control_characters()
    {
        string text = Searching.Refused($"Patient?a%07{new string('b', 200)}=1").Issues[0].Diagnostics;
        Assert.That(text, Does.Contain($"'a?{new string('b', 78)}…'"));
    }

    [Test]
    public void An_id_without_a_type_counts_for_each_type_that_it_may_refer_to()
    {
        string ids = string.Join(',', Enumerable.Range(0, 50));
        Assert.That(Searching.Refused($"Provenance?target={ids}").Issues.Single().Code, Is.EqualTo("value-too-many"));
        Assert.That(() => Searching.Parse($"Provenance?target={string.Join(',', Enumerable.Range(0, 50).Select(i => $"Patient/{i}"))}"), Throws.Nothing);
        Assert.That(() => Searching.Parse($"Observation?subject={ids}"), Throws.Nothing);
    }
}
