using FhirHub.Engine.Search;
using FhirHub.Engine.Structure.Subset;

namespace FhirHub.UnitTests.Search.Parsing;

/// <summary>The parameters that shape the result.</summary>
[TestFixture]
internal sealed class ResultParameterTests
{
    [Test]
    public void Sort_takes_several_keys_in_either_direction()
    {
        var sort = Searching.Parse("Patient?_sort=-birthdate,name,_id,-_lastUpdated").Sort;
        Assert.That(
            sort.Select(k => $"{(k.Descending ? "-" : "")}{k.Code}:{string.Join(' ', k.Parameters.Select(p => p.Prefix))}"),
            Is.EqualTo(new[] { "-birthdate:Patient.birthdate", "name:Patient.name", "_id:", "-_lastUpdated:" }));
    }

    [Test]
    public void Sort_names_the_parameter_of_each_type() => Assert.That(
        Searching.Parse("?_type=Patient,Practitioner&_sort=name").Sort[0].Parameters.Select(p => p.Prefix),
        Is.EqualTo(new[] { "Patient.name", "Practitioner.name" }));

    [TestCase("Patient", 50)]
    [TestCase("Patient?_count=7", 7)]
    [TestCase("Patient?_count=0", 0)]
    [TestCase("Patient?_count=0000000000007", 7)]
    [TestCase("Patient?_count=7&_summary=count", 0)]
    public void Count_is_the_size_of_a_page(string url, int expected)
    {
        var query = Searching.Parse(url);
        Assert.Multiple(() =>
        {
            Assert.That(query.Count, Is.EqualTo(expected));
            Assert.That(query.Warnings, Is.Empty);
        });
    }

    [TestCase("1001")]
    [TestCase("99999999999999999999")]
    public void Count_is_limited_with_a_warning_and_the_limit_in_the_self_link(string count)
    {
        var query = Searching.Parse($"Patient?_count={count}");
        Assert.Multiple(() =>
        {
            Assert.That(query.Count, Is.EqualTo(1000));
            Assert.That(query.Warnings.Select(w => w.Code), Is.EqualTo(new[] { "count-limited" }));
            Assert.That(query.Understood, Is.EqualTo(new KeyValuePair<string, string>[] { new("_count", "1000") }));
        });
    }

    [TestCase("", TotalMode.Default)]
    [TestCase("_total=none", TotalMode.None)]
    [TestCase("_total=estimate", TotalMode.Estimate)]
    [TestCase("_total=accurate", TotalMode.Accurate)]
    public void Total_has_three_values(string parameters, TotalMode expected) =>
        Assert.That(Searching.Parse($"Patient?{parameters}").Total, Is.EqualTo(expected));

    [TestCase("true", SummaryMode.True)]
    [TestCase("text", SummaryMode.Text)]
    [TestCase("data", SummaryMode.Data)]
    [TestCase("count", null)]
    [TestCase("false", null)]
    public void Summary_has_five_values(string value, SummaryMode? expected) =>
        Assert.That(Searching.Parse($"Patient?_summary={value}").Summary, Is.EqualTo(expected));

    [Test]
    public void Elements_are_those_of_any_type_searched() =>
        Assert.That(Searching.Parse("?_type=Patient,Group&_elements=member, birthDate").Elements, Is.EqualTo(new[] { "member", "birthDate" }));

    [Test]
    public void Format_and_layout_are_no_part_of_the_search() =>
        Assert.That(Searching.Parse("Patient?_format=xml&_pretty=true").Understood, Is.Empty);

    [TestCase("Observation?_include=Observation:subject", "Observation[subject]")]
    [TestCase("Observation?_include=Observation:subject:Patient", "Observation[subject]→Patient")]
    [TestCase("Observation?_include:iterate=Patient:organization", "Patient[organization] again")]
    [TestCase("Observation?_include:recurse=Patient:organization", "Patient[organization] again")]
    [TestCase("Patient?_revinclude=Provenance:target", "←Provenance[target]")]
    [TestCase("Patient?_revinclude=Provenance:target:Patient", "←Provenance[target]→Patient")]
    [TestCase("Patient?_include=Patient:*", "Patient[general-practitioner link organization]")]
    [TestCase("Patient?_include=*", "Patient[general-practitioner link organization]")]
    [TestCase("Patient?_revinclude=Encounter:*", "←Encounter[patient subject]")]
    public void An_inclusion_names_a_type_its_parameters_and_targets(string url, string expected) =>
        Assert.That(Searching.Parse(url).Includes.Select(Sketch), Is.EqualTo(new[] { expected }));

    [Test]
    public void Including_everything_that_refers_covers_every_type_that_can()
    {
        var includes = Searching.Parse("Medication?_revinclude=*").Includes;
        Assert.Multiple(() =>
        {
            Assert.That(includes.Select(Sketch), Contains.Item("←MedicationRequest[medication]"));
            Assert.That(includes.Select(i => i.SourceType), Has.No.Member("Patient"));
        });
    }

    [Test]
    public void The_self_link_says_iterate() => Assert.That(
        Searching.Parse("Observation?_include:recurse=Patient:organization").Understood[0].Key, Is.EqualTo("_include:iterate"));

    [Test]
    public void Explain_is_a_switch() => Assert.That(Searching.Parse("Patient?_explain=true").Explain, Is.True);

    private static string Sketch(Inclusion i) =>
        $"{(i.Reverse ? "←" : "")}{i.SourceType}[{string.Join(' ', i.Parameters.Select(p => p.Code))}]{(i.TargetType is null ? "" : "→" + i.TargetType)}{(i.Iterate ? " again" : "")}";
}
