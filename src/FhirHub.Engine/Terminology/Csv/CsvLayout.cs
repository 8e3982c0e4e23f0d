namespace FhirHub.Engine.Terminology.Csv;

/// <summary>A mapping with its columns found.</summary>
internal sealed class CsvLayout(CsvColumns columns, CsvMapping mapping)
{
    public int Code { get; } = columns.Find(mapping.Code);

    public int Display { get; } = columns.Find(mapping.Display);

    public int? Definition { get; } = mapping.Definition is { } definition ? columns.Find(definition) : null;

    public int? Parent { get; } = mapping.Parent is { } parent ? columns.Find(parent) : null;

    public IReadOnlyList<(int Column, string Language)> Designations { get; } = [.. mapping.Designations.Select(d => (columns.Find(d.Column), d.Language))];

    public IReadOnlyList<(int Column, CsvProperty Property)> Properties { get; } = [.. mapping.Properties.Select(p => (columns.Find(p.Column), p))];
}
