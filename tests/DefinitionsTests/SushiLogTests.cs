using FhirHub.Definitions.Packs;

namespace FhirHub.DefinitionsTests;

public sealed class SushiLogTests
{
    private const string Log = """
        info  Running SUSHI v3.21.0
        warn  The FSHOnly property is set to true, so no output specific to IG creation will be generated.
          File: /profiles/cn-base/sushi-config.yaml
        warn  Failed to load automatically-provided hl7.terminology.r4#latest
        warn  Detected FSH entity definitions with duplicate names.
        error Code "140105" is not defined for system GbT2260.
          File: /profiles/cn-base/input/fsh/examples/institutions.fsh
          Line: 7
        info  Exported 3 profiles.
        | ProfilePics  |
        error No element found at path given for CardinalityRule
          File: /profiles/cn-base/input/fsh/people.fsh
          Line: 3 - 9
        """;

    [Test]
    public void Each_error_is_one_line_with_its_file_and_place() => Assert.That(SushiLog.Errors(Log), Is.EqualTo(new[]
    {
        "Code \"140105\" is not defined for system GbT2260.; File: /profiles/cn-base/input/fsh/examples/institutions.fsh; Line: 7",
        "No element found at path given for CardinalityRule; File: /profiles/cn-base/input/fsh/people.fsh; Line: 3 - 9",
    }));

    [Test]
    public void Warnings_that_say_nothing_about_a_pack_are_left_out() =>
        Assert.That(SushiLog.Warnings("\e[1m" + Log), Is.EqualTo(new[] { "Detected FSH entity definitions with duplicate names." }));
}
