using System.CommandLine;

namespace FhirHub.Cli.Packing;

/// <summary><c>fhirhub pack</c>: list, check, build.</summary>
internal static class PackCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var command = new Command("pack", "Build, check and list packs: FHIR packages of profiles, terms and policies.")
        {
            ListPacks.Create(output, errors), CheckPacks.Create(output, errors), BuildPacks.Create(output, errors),
        };
        return command;
    }
}
