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
