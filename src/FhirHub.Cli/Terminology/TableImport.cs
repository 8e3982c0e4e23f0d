using FhirHub.Engine.Terminology.Csv;

namespace FhirHub.Cli.Terminology;

/// <summary>A table, and what it is to become.</summary>
internal sealed record TableImport(FileInfo File, CsvSystem System, CsvMapping Mapping)
{
    public string Size => File.Length < 100_000 ? $"{File.Length} bytes" : FormattableString.Invariant($"{File.Length / 1e6:0.0} MB");
}
