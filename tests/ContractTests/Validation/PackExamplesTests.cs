using System.Text.Json.Nodes;
using FhirHub.ContractTests.Validation.Mutations;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;

namespace FhirHub.ContractTests.Validation;

/// <summary>The examples of every pack: valid ones have no error, invalid ones the issue they are named for and no other.</summary>
[TestFixture]
internal sealed class PackExamplesTests
{
    [TestCaseSource(typeof(CompiledPacks), nameof(CompiledPacks.Names))]
    public void A_valid_example_has_no_error(string pack)
    {
        var wrong = CompiledPacks.Examples(pack).SelectMany(file => Lines(file).Select(line => $"{Path.GetFileName(file)}: {line}"));
        Assert.That(wrong, Is.Empty);
    }

    [TestCaseSource(typeof(CompiledPacks), nameof(CompiledPacks.Names))]
    public void An_invalid_example_raises_the_one_issue_it_is_named_for(string pack) => Assert.Multiple(() =>
    {
        foreach (var folder in CompiledPacks.InvalidFolders(pack))
            foreach (var (name, expected) in JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")))!.AsObject())
                Assert.That(
                    Lines(Path.Combine(folder, name), (string?)expected!["severity"]),
                    Is.EqualTo(new[] { $"{(string?)expected["severity"]} {(string?)expected["code"]} {(string?)expected["expression"]}" }), $"{pack}/{name}");
    });

    /// <summary>Those that the definitions carry are checked as instances too.</summary>
    [TestCaseSource(typeof(CompiledPacks), nameof(CompiledPacks.Names))]
    public void A_definition_has_no_error(string pack)
    {
        var wrong = CompiledPacks.Definitions(pack).SelectMany(file => Lines(file).Select(line => $"{Path.GetFileName(file)}: {line}"));
        Assert.That(wrong, Is.Empty);
    }

    private static string[] Lines(string file, string? severity = null) =>
    [
        .. Definitions.Validator.ValidateAsync(File.ReadAllBytes(file), ValidationOptions.Default, CancellationToken.None).AsTask().GetAwaiter().GetResult().Issues
            .Where(i => i.Severity <= (severity == "warning" ? IssueSeverity.Warning : IssueSeverity.Error))
            // Licensed lists are loaded by operators.
            .Where(i => !i.Code.EndsWith("-not-loaded", StringComparison.Ordinal))
            .Select(i => $"{i.Severity.ToString().ToLowerInvariant()} {i.Code} {i.Expression}"),
    ];
}
