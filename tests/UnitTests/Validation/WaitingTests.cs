using System.Text;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

/// <summary>Answers that are not at hand at once.</summary>
[TestFixture]
internal sealed class WaitingTests
{
    [Test]
    public async Task Answers_that_come_later_are_waited_for()
    {
        var definitions = Definitions(
            CodeSystem("colours", "red", "blue"),
            ValueSet("warm", Base + "/CodeSystem/colours", "red"),
            Profile("it", "Patient", $$$"""{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","binding":{"strength":"required","valueSet":"{{{Base}}}/ValueSet/warm"}}"""));
        var terminology = new Later(new LocalTerminology(definitions));
        var validator = new Validator(definitions, terminology, new LaterReferences());
        var patient = $$$"""
            {"resourceType":"Patient","maritalStatus":{"coding":[{"system":"{{{Base}}}/CodeSystem/colours","code":"blue"}]},
            "generalPractitioner":[{"reference":"Practitioner/1"},{"reference":"Practitioner/2"}]}
            """;
        var report = await validator.ValidateAsync(
            Encoding.UTF8.GetBytes(patient), new ValidationOptions { Profiles = [Url("it")], References = ReferenceCheck.Exist }, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(
                report.Issues.Select(i => $"{i.Code} {i.Expression}"),
                Is.EqualTo(new[] { "code-not-in-value-set Patient.maritalStatus", "reference-not-found Patient.generalPractitioner[1]" }));
            Assert.That(terminology.Asked, Is.Unique);
        });
    }

    [TestCase(11, "")]
    [TestCase(12, "validation-incomplete")]
    [TestCase(30, "validation-incomplete")]
    public async Task What_is_still_open_after_the_last_pass_is_an_error_that_names_it(int length, string code)
    {
        // Each must conform to the same profile as the one that refers to it: one pass for each.
        var definitions = Definitions(Profile(
            "linked", "Patient",
            $$$"""{"id":"Patient.link.other","path":"Patient.link.other","type":[{"code":"Reference","targetProfile":["{{{Url("linked")}}}"]}]}"""));
        var stored = Enumerable.Range(1, length).ToDictionary(i => $"Patient/{i}", i => new ReferencedResource("Patient", []) { Json = Encoding.UTF8.GetBytes(Linked(i, i == length)) });
        var validator = new Validator(definitions, new LocalTerminology(definitions), new MemoryReferences(stored));
        var report = await validator.ValidateAsync(
            Encoding.UTF8.GetBytes(Linked(0, false)), new ValidationOptions { Profiles = [Url("linked")], References = ReferenceCheck.Exist }, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(report.Issues.Select(i => i.Code), Is.EqualTo(code.Length == 0 ? Array.Empty<string>() : [code]));
            Assert.That(report.IsValid, Is.EqualTo(code.Length == 0));
            if (code.Length > 0)
                Assert.That(report.Issues[0].Diagnostics, Does.Contain($"Patient/{new ValidationLimits().MaxPasses}"));
        });
    }

    private static string Linked(int number, bool isLast) => isLast
        ? $$"""{"resourceType":"Patient","id":"{{number}}"}"""
        : $$$"""{"resourceType":"Patient","id":"{{{number}}}","link":[{"other":{"reference":"Patient/{{{number + 1}}}"},"type":"seealso"}]}""";

    private sealed class Later(LocalTerminology behind) : ITerminology
    {
        public List<CodeQuestion> Asked { get; } = [];

        public async ValueTask<CodeAnswer> ValidateAsync(CodeQuestion question, CancellationToken cancellationToken)
        {
            Asked.Add(question);
            await Task.Yield();
            return behind.Validate(question);
        }
    }

    private sealed class LaterReferences : IReferences
    {
        public async ValueTask<IReadOnlyDictionary<string, ReferencedResource>> FindAsync(
            IReadOnlyCollection<string> references, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return references.Where(r => r == "Practitioner/1").ToDictionary(r => r, _ => new ReferencedResource("Practitioner", []), StringComparer.Ordinal);
        }
    }
}
