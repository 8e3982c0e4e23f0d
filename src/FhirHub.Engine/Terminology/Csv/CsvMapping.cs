namespace FhirHub.Engine.Terminology.Csv;

/// <summary>What the columns of a table mean. A column is named by the first line, or by its number from 1.</summary>
public sealed record CsvMapping
{
    /// <summary>Column of the codes.</summary>
    public required string Code { get; init; }

    /// <summary>Column of the names.</summary>
    public required string Display { get; init; }

    public string? Definition { get; init; }

    /// <summary>Column with the code directly above, empty at the top.</summary>
    public string? Parent { get; init; }

    public IReadOnlyList<CsvDesignation> Designations { get; init; } = [];

    public IReadOnlyList<CsvProperty> Properties { get; init; } = [];

    public char Delimiter { get; init; } = ',';

    /// <summary>Whether the first line names the columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Name of the encoding, utf-8 or gb18030 (which gbk and gb2312 are parts of); null takes UTF-8.</summary>
    public string? Encoding { get; init; }
}
