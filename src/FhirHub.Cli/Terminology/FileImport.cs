using FhirHub.Engine.Terminology.Csv;

namespace FhirHub.Cli.Terminology;

/// <summary>Writes the CodeSystem into a file; of a table with faults, none.</summary>
internal static class FileImport
{
    public static async Task RunAsync(TableImport import, string path, TextWriter output, CancellationToken cancellationToken)
    {
        byte[] table = await File.ReadAllBytesAsync(import.File.FullName, cancellationToken);
        var json = CodeSystemCsv.Read(table, import.System, import.Mapping);
        await File.WriteAllBytesAsync(path, json, cancellationToken);
        await output.WriteLineAsync($"The code system {import.System.Url} is in {path}.");
    }
}
