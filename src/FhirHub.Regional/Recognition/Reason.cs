using FhirHub.Engine.Errors;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>One reason why a result is not recognised.</summary>
/// <param name="Rule">Which it breaks.</param>
/// <param name="Source">Of the parameter that the rule follows.</param>
/// <param name="Arguments">For the texts.</param>
internal sealed record Reason(Rule Rule, PolicySource Source, params object[] Arguments)
{
    private const string Outcomes = "https://fhirhub.example/fhir/cn-base/CodeSystem/recognition-outcome";
    private const string Translation = "http://hl7.org/fhir/StructureDefinition/translation";
    private const string RuleSource = "https://fhirhub.example/fhir/StructureDefinition/rule-source";

    /// <summary>The outcome's code: <c>expired</c>.</summary>
    public string Code => Rule.Id[(Rule.Id.IndexOf('.', StringComparison.Ordinal) + 1)..];

    public Issue Issue => Rule.Broken(Source, Arguments);

    /// <summary>The code, its text in Chinese with a translation, and its source.</summary>
    public CodeableConcept Concept()
    {
        var issue = Issue;
        var text = new FhirString(issue.Chinese);
        text.Extension.Add(new Extension
        {
            Url = Translation,
            Extension = [new Extension("lang", new Code("en")), new Extension("content", new FhirString(issue.Diagnostics))],
        });
        return new CodeableConcept
        {
            Extension = [new Extension(RuleSource, new FhirString(Source.ToString()))],
            Coding = [new Coding(Outcomes, Code)],
            TextElement = text,
        };
    }
}
