using System.CommandLine;

namespace FhirHub.Cli.Terminology;

/// <summary><c>fhirhub terminology</c>: import.</summary>
internal static class TerminologyCommand
{
    public static Command Create(TextWriter output, TextWriter errors) =>
        new("terminology", "Code systems from the tables that they come in.") { ImportCommand.Create(output, errors) };
}
