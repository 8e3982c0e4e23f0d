using System.Collections.Concurrent;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.ContractTests.Validation;

/// <summary>
/// The official example instances against the base definitions: every error is one of the file, and listed with its cause. An error that is
/// not listed, or one that is listed and no longer found, fails.
/// </summary>
[TestFixture]
internal sealed class OfficialExamplesTests
{
    private const string List = "official-errors.txt";

    // The largest, 35 MB, repeat a fault in thousands of entries.
    private static readonly ValidationOptions Options = new() { Limits = new ValidationLimits { MaxIssues = 1_000_000, MaxSteps = 100_000_000, MaxCalls = 100_000_000 } };

    [Test]
    public void Every_error_in_an_official_file_is_the_fault_of_the_file()
    {
        var found = new ConcurrentBag<string>();
        var validator = new Validator(
            BaseDefinitions.Instance, new LocalTerminology(BaseDefinitions.Instance), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        Parallel.ForEach(R4Package.Files, file =>
        {
            foreach (var line in Errors(validator, file))
                found.Add(line);
        });
        string[] expected = [.. Listed().Order(StringComparer.Ordinal)];
        string[] actual = [.. found.Distinct().Order(StringComparer.Ordinal)];
        Assert.Multiple(() =>
        {
            Assert.That(actual.Except(expected), Is.Empty, "errors that the list does not name");
            Assert.That(expected.Except(actual), Is.Empty, "errors that the list names and the validator does not find");
        });
    }

    // One line for each code in a file: many files repeat one fault in every item.
    private static IEnumerable<string> Errors(Validator validator, string file)
    {
        var report = validator.ValidateAsync(File.ReadAllBytes(file), Options, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return report.Issues
            .Where(i => i.Severity is IssueSeverity.Error or IssueSeverity.Fatal)
            .Select(i => $"{Path.GetFileName(file)} {i.Code}")
            .Distinct();
    }

    private static IEnumerable<string> Listed() => R4Package.List(Path.Combine("Validation", List)).Keys;
}
