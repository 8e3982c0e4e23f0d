using System.CommandLine;
using FhirHub.Cli.Checking;
using FhirHub.Cli.Packing;
using FhirHub.Cli.Seeding;
using FhirHub.Cli.Terminology;

namespace FhirHub.Cli;

/// <summary>The executable <c>fhirhub</c>.</summary>
internal static class CommandLine
{
    public static Task<int> Main(string[] arguments)
    {
        // Patterns come from packs and resources, in FHIRPath: none may run on.
        AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(1));
        return RunAsync(arguments, Console.Out, Console.Error);
    }

    /// <summary>The same with other places to write to.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var root = new RootCommand("FhirHub on the command line: validates resources, builds and checks packs, imports code systems, loads a demo province.");
        root.Add(CheckCommand.Create(output, errors));
        root.Add(PackCommand.Create(output, errors));
        root.Add(TerminologyCommand.Create(output, errors));
        root.Add(SeedCommand.Create(output, errors));
        var parsed = root.Parse(arguments);
        int code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        // What was not understood was not done; 1 says that something was looked at.
        return parsed.Errors.Count > 0 ? Exits.NotDone : code;
    }
}
