using System.Text;
using System.Text.Json;
using FhirHub.Engine.Validation.Invariants;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.FhirPath;

namespace FhirHub.ContractTests.Validation.FhirPath;

/// <summary>
/// FHIRPath as invariants are evaluated with it, held against the text of the specification, https://hl7.org/fhirpath/N1/: each function and
/// operator, with the cases that the text names. Where the engine differs, a list says how and why.
/// </summary>
[TestFixture]
internal sealed class FhirPathTests
{
    private const string Differences = "fhirpath-differences.txt";

    private static readonly PocoNode Patient = Read("""
        {"resourceType":"Patient","id":"p1","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">text</div>"},
        "contained":[{"resourceType":"Organization","id":"o1","name":"Contained"}],
        "extension":[{"url":"http://example.org/mark","valueCode":"green"}],"active":true,
        "name":[{"use":"official","family":"Chalmers","given":["Peter","James"]},{"use":"usual","given":["Jim"]}],
        "gender":"male","birthDate":"1974-12-25","deceasedBoolean":false,
        "contact":[{"name":{"family":"du Marché"},"gender":"female"}],"managingOrganization":{"reference":"#o1"}}
        """);

    [Test]
    public void Expressions_mean_what_the_specification_says()
    {
        var listed = R4Package.List(Path.Combine("Validation", "FhirPath", Differences)).ToDictionary(d => d.Key, d => d.Value.Split(" | ")[0], StringComparer.Ordinal);
        var cases = Cases().ToList();
        var wrong = cases.Select(c => (c.Expression, c.Expected, Actual: Evaluate(c.Expression))).Where(c => c.Actual != c.Expected).ToList();
        TestContext.Out.WriteLine($"{cases.Count} cases, {wrong.Count} differ");
        Assert.Multiple(() =>
        {
            Assert.That(cases.Select(c => c.Expression), Is.Unique);
            Assert.That(cases, Has.Count.GreaterThan(280));
            Assert.That(wrong.Where(w => listed.GetValueOrDefault(w.Expression) != w.Actual).Select(w => $"{w.Expression} => {w.Expected}, but {w.Actual}"), Is.Empty);
            Assert.That(listed.Keys.Except(wrong.Select(w => w.Expression)), Is.Empty, "differences that are none any more");
        });
    }

    private static IEnumerable<(string Expression, string Expected)> Cases() =>
        File.ReadLines(Path.Combine(R4Package.Root, "tests", "ContractTests", "Validation", "FhirPath", "fhirpath-cases.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" => ", 2))
            .Select(parts => (parts[0], parts[1]));

    // With the language of the validator, and without its shortcuts.
    private static string Evaluate(string expression)
    {
        try
        {
            var compiled = InvariantLanguage.Compile(InvariantLanguage.Parse(expression));
            var results = compiled(Patient, new FhirEvaluationContext { Resource = Patient, RootResource = Patient, ElementResolver = Contained }).ToList();
            return results.Count == 0 ? "{}" : string.Join(' ', results.Select(Show));
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or NotSupportedException or InvalidCastException or OverflowException)
        {
            return "error";
        }
    }

    private static PocoNode? Contained(string reference) =>
        Patient.Child("contained")?.FirstOrDefault(c => c.Poco is Resource { Id: var id } && "#" + id == reference);

    private static string Show(PocoNode node) => node.Poco switch
    {
        PrimitiveType { JsonValue: string text } => $"\"{text}\"",
        PrimitiveType { JsonValue: bool flag } => flag ? "true" : "false",
        PrimitiveType { JsonValue: IFormattable number } => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        var other => other.TypeName,
    };

    private static PocoNode Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        new FhirJsonDeserializer().TryDeserializeResource(ref reader, out var resource, out _);
        return new PocoNode(resource!, null, null, null);
    }
}
