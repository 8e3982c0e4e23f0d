using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.UnitTests.Validation;

/// <summary>Runs the validator and says what it found in lines such as <c>error missing-element Patient.name</c>.</summary>
internal static class Validating
{
    /// <summary>Against the profiles given by id, and those the instance claims.</summary>
    public static string[] Lines(string instance, MemoryDefinitions definitions, params string[] profiles) =>
        Lines(instance, definitions, new ValidationOptions { Profiles = [.. profiles.Select(TestProfiles.Url)] });

    public static string[] Lines(string instance, MemoryDefinitions definitions, ValidationOptions options, IReferences? references = null) =>
        [.. Issues(instance, definitions, options, references).Select(i => $"{i.Severity.ToString().ToLowerInvariant()} {i.Code} {i.Expression}")];

    public static IReadOnlyList<Issue> Issues(string instance, IDefinitionSource definitions, ValidationOptions options, IReferences? references = null)
    {
        references ??= new MemoryReferences(new Dictionary<string, ReferencedResource>());
        var validator = new Validator(definitions, new LocalTerminology(definitions), references);
        return validator.ValidateAsync(Encoding.UTF8.GetBytes(instance), options, CancellationToken.None).AsTask().GetAwaiter().GetResult().Issues;
    }
}
