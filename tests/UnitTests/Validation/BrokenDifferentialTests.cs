using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

/// <summary>Profiles that are posted without a snapshot, and whose differential contradicts their base: each fault is named.</summary>
[TestFixture]
internal sealed class BrokenDifferentialTests
{
    [TestCase("""{"id":"Patient.nonsense","path":"Patient.nonsense","min":1}""", "Patient.nonsense")]
    [TestCase("""{"id":"Patient.name.nonsense","path":"Patient.name.nonsense","min":1}""", "Patient.name.nonsense")]
    [TestCase("""{"id":"Group.name","path":"Group.name","min":1}""", "Group.name")]
    [TestCase("""{"id":"Patient.gender","path":"Patient.gender","max":"*"}""", "Patient.gender")]
    [TestCase("""{"id":"Patient.gender","path":"Patient.gender","max":"2"}""", "Patient.gender")]
    [TestCase("""{"id":"Patient.gender","path":"Patient.gender","min":2}""", "Patient.gender")]
    [TestCase("""{"id":"Patient.gender","path":"Patient.gender","type":[{"code":"Quantity"}]}""", "Patient.gender")]
    [TestCase("""{"id":"Patient.deceased[x]","path":"Patient.deceased[x]","type":[{"code":"Quantity"}]}""", "Patient.deceased[x]")]
    [TestCase("""{"id":"Patient.name:a","path":"Patient.name","sliceName":"a"},{"id":"Patient.name:b.x","path":"Patient.name.x"}""", "Patient.name.x")]
    [TestCase("""{"id":"Patient.contact","path":"Patient.contact","max":"some"}""", "'some'")]
    [TestCase("""{"id":"Patient.gender","path":"Patient.gender","min":1,"max":"0"}""", "Patient.gender")]
    [TestCase("""{"id":"Patient.link.other","path":"Patient.link.other","min":0}""", "Patient.link.other")]
    [TestCase("""{"id":"Patient.gender","min":1}""", "no path")]
    [TestCase("""{"id":"Patient.birthDate","path":"Patient.birthDate","min":1},{"id":"Patient.gender","path":"Patient.gender","min":1}""", "behind Patient.birthDate")]
    [TestCase("""{"id":"Patient.contact.name","path":"Patient.contact.name","min":1},{"id":"Patient.contact.relationship","path":"Patient.contact.relationship","min":1}""", "behind Patient.contact.name")]
    public void A_differential_that_contradicts_its_base_is_refused_by_name(string element, string named)
    {
        var issue = Validating.Issues(
            $$$"""{"resourceType":"Patient","meta":{"profile":["{{{Url("it")}}}"]},"active":true}""", Definitions(Profile("it", "Patient", element)), FhirHub.Engine.Validation.ValidationOptions.Default)
            .FirstOrDefault(i => i.Code == "profile-broken");
        Assert.That(issue?.Diagnostics, Does.Contain(named));
    }

    [TestCase("""{"id":"Patient.deceasedBoolean","path":"Patient.deceasedBoolean","min":0,"fixedBoolean":false}""")]
    [TestCase("""{"id":"Patient.deceased[x]","path":"Patient.deceased[x]","type":[{"code":"boolean"}]}""")]
    [TestCase("""{"id":"Patient.contact.name.family","path":"Patient.contact.name.family","max":"0"}""")]
    [TestCase("""{"id":"Patient.birthDate.extension","path":"Patient.birthDate.extension","max":"0"}""")]
    [TestCase("""{"id":"Patient.multipleBirth[x].id","path":"Patient.multipleBirth[x].id","max":"0"}""")]
    [TestCase("""{"id":"Patient.name.period.start","path":"Patient.name.period.start","min":1}""")]
    [TestCase("""{"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a"},{"id":"Patient.identifier:a.value","path":"Patient.identifier.value"},{"id":"Patient.identifier:b","path":"Patient.identifier","sliceName":"b"},{"id":"Patient.identifier:b.system","path":"Patient.identifier.system"}""")]
    public void A_differential_may_go_into_what_its_base_leaves_alone(string element) =>
        Assert.That(
            Validating.Lines("""{"resourceType":"Patient","active":true}""", Definitions(Profile("it", "Patient", element)), "it"), Is.Empty);

    [Test]
    public void A_profile_of_a_profile_that_is_broken_is_broken_itself() =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Patient","meta":{"profile":["{{{Url("b")}}}"]},"active":true}""",
                Definitions(
                    Profile("a", "Patient", """{"id":"Patient.nonsense","path":"Patient.nonsense","min":1}"""),
                    Profile("b", "Patient").Replace("http://hl7.org/fhir/StructureDefinition/Patient", Url("a"), StringComparison.Ordinal))),
            Is.EqualTo(new[] { "error profile-broken Patient.meta.profile[0]" }));

    [Test]
    public void The_order_of_elements_counts_where_they_have_no_ids_too()
    {
        string[] Of(params string[] elements) => Validating.Lines("""{"resourceType":"Patient","name":[{"family":"abcdef"}]}""", Definitions(Profile("it", "Patient", elements)), "it");
        const string Name = """{"path":"Patient.name","min":1}""";
        const string Family = """{"path":"Patient.name.family","min":1,"maxLength":5}""";
        Assert.Multiple(() =>
        {
            Assert.That(Of("""{"path":"Patient.birthDate","min":0}""", Name, Family), Is.EqualTo(new[] { "error profile-broken Patient" }));
            Assert.That(Of(Name, Family, """{"path":"Patient.birthDate","min":0}"""), Is.EqualTo(new[] { "error too-long Patient.name[0].family" }));
            Assert.That(
                Of(
                    """{"path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}}""",
                    """{"path":"Patient.identifier","sliceName":"a"}""", """{"path":"Patient.identifier.system","fixedUri":"urn:a"}""", """{"path":"Patient.identifier.value","min":1}""",
                    """{"path":"Patient.identifier","sliceName":"b"}""", """{"path":"Patient.identifier.system","fixedUri":"urn:b"}"""),
                Is.Empty);
        });
    }
}
