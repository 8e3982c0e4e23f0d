using System.CommandLine;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.Benchmarks.Validate;

/// <summary>The command <c>validate</c>: time and allocations of validating one resource, warm, beside reading its structure.</summary>
internal static class ValidateCommand
{
    private const string Url = "https://example.org/fhir/StructureDefinition/bench-patient";

    // Cardinalities, a pattern, slices by system, a closed binding and an invariant that needs the FHIRPath engine.
    private const string Profile = """
        {"resourceType":"StructureDefinition","url":"https://example.org/fhir/StructureDefinition/bench-patient","version":"1.0.0","name":"BenchPatient","status":"active",
        "fhirVersion":"4.0.1","kind":"resource","abstract":false,"type":"Patient","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","derivation":"constraint",
        "differential":{"element":[
        {"id":"Patient","path":"Patient","constraint":[{"key":"b-1","severity":"error","human":"born in this age","expression":"birthDate > @1850-01-01"}]},
        {"id":"Patient.identifier","path":"Patient.identifier","min":1,"slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}},
        {"id":"Patient.identifier:number","path":"Patient.identifier","sliceName":"number","min":1},
        {"id":"Patient.identifier:number.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:oid:1.2.36.146.595.217.0.1"},
        {"id":"Patient.identifier:number.value","path":"Patient.identifier.value","min":1,"maxLength":20},
        {"id":"Patient.name","path":"Patient.name","min":1},
        {"id":"Patient.name.given","path":"Patient.name.given","min":1},
        {"id":"Patient.gender","path":"Patient.gender","min":1},
        {"id":"Patient.birthDate","path":"Patient.birthDate","min":1}]}}
        """;

    public static Command Create()
    {
        var command = new Command("validate", "Microseconds and bytes to validate one resource that has been read.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        var definitions = new MemoryDefinitions(BaseDefinitions.Instance);
        definitions.Add(Encoding.UTF8.GetBytes(Profile));
        var validator = new Validator(definitions, new LocalTerminology(definitions), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        Measure("Patient", SampleResources.Patient("example", 1), validator, Url);
        Measure("Observation", SampleResources.BloodPressure(1), validator, "http://hl7.org/fhir/StructureDefinition/bp");
    }

    private static void Measure(string name, byte[] json, Validator validator, string profile)
    {
        var basic = new ValidationOptions { IsStructureChecked = true };
        var profiled = basic with { Profiles = [profile] };
        (string Name, Action Work)[] works =
        [
            ("Utf8JsonReader walk", () => Walk(json)),
            ("FhirJsonReader", () => FhirJsonReader.Read(json, ReadLimits.Default)),
            ("validate, base", () => Validate(validator, json, basic)),
            ("validate, profile", () => Validate(validator, json, profiled)),
        ];
        Console.WriteLine($"{Environment.NewLine}{name}, {json.Length} bytes of JSON; issues against the profile: {Validate(validator, json, profiled)}{Environment.NewLine}");
        WorkTable.Print(works, baseline: 0, "walk");
    }

    private static int Validate(Validator validator, byte[] json, ValidationOptions options)
    {
        var validation = validator.ValidateAsync(json, options, CancellationToken.None);
        return validation.IsCompletedSuccessfully
            ? validation.GetAwaiter().GetResult().Issues.Count
            : throw new InvalidOperationException("validation waited, though all it needs is in memory");
    }

    private static int Walk(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        int tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }
}
