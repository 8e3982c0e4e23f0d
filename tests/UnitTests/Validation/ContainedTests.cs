using FhirHub.Engine.Validation;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class ContainedTests
{
    private static string[] Lines(string contained, string reference = "#o") => Validating.Lines(
        $$$"""{"resourceType":"Patient","contained":[{{{contained}}}],"managingOrganization":{"reference":"{{{reference}}}"}}""", Definitions());

    [Test]
    public void A_contained_resource_that_is_referred_to_is_fine() =>
        Assert.That(Lines("""{"resourceType":"Organization","id":"o","name":"a"}"""), Is.Empty);

    [Test]
    public void One_that_nothing_refers_to_is_an_error() =>
        Assert.That(
            Lines("""{"resourceType":"Organization","id":"o","name":"a"},{"resourceType":"Organization","id":"x","name":"b"}"""),
            Is.EqualTo(new[] { "error dom-3 Patient.contained[1]" }));

    [Test]
    public void One_that_refers_to_its_container_is_fine() =>
        Assert.That(
            Lines("""{"resourceType":"Provenance","id":"x","target":[{"reference":"#"}],"recorded":"2026-01-01T00:00:00Z","agent":[{"who":{"display":"a"}}]}""", "Organization/1"),
            Is.Empty);

    [Test]
    public void It_has_no_version_and_no_security_label() =>
        Assert.That(
            Lines("""{"resourceType":"Organization","id":"o","name":"a","meta":{"versionId":"1","security":[{"code":"x"}]}}""").Where(l => l.StartsWith("error", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "error dom-4 Patient.contained[0]", "error dom-5 Patient.contained[0]" }));

    [Test]
    public void It_follows_the_rules_of_its_type() =>
        Assert.That(Lines("""{"resourceType":"Organization","id":"o","active":true}"""), Is.EqualTo(new[] { "error org-1 Patient.contained[0]" }));

    [Test]
    public void A_narrative_is_best_practice() =>
        Assert.That(
            Validating.Lines("""{"resourceType":"Patient","active":true}""", Definitions(), new ValidationOptions { BestPractice = BestPractice.Warn }),
            Is.EqualTo(new[] { "warning dom-6 Patient" }));

    [TestCase("<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">text</div>", "")]
    [TestCase("<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><p> </p></div>", "error txt-2 Patient.text.div")]
    [TestCase("<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><img src=\\\"a.png\\\"/></div>", "")]
    [TestCase("<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><script>a</script></div>", "error txt-1 Patient.text.div")]
    public void A_narrative_has_content_and_no_script(string div, string expected) =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Patient","text":{"status":"generated","div":"{{{div}}}"}}""", Definitions(),
                new ValidationOptions { IsStructureChecked = true }),
            Is.EqualTo(expected.Length == 0 ? [] : new[] { expected }));
}
