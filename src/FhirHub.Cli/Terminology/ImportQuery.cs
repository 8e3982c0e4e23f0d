namespace FhirHub.Cli.Terminology;

/// <summary>The parameters of <c>$import-csv</c> for a table.</summary>
internal static class ImportQuery
{
    public static string Of(TableImport import)
    {
        var (system, mapping) = (import.System, import.Mapping);
        var parameters = new List<(string Name, string? Value)>
        {
            ("url", system.Url), ("version", system.Version), ("name", system.Name), ("title", system.Title), ("language", system.Language),
            ("caseSensitive", system.IsCaseSensitive ? null : "false"),
            ("code", mapping.Code), ("display", mapping.Display), ("definition", mapping.Definition), ("parent", mapping.Parent),
            ("delimiter", mapping.Delimiter switch { ',' => null, '\t' => "tab", var mark => mark.ToString() }),
            ("header", mapping.HasHeader ? null : "false"),
        };
        parameters.AddRange(mapping.Designations.Select(d => ("designation", (string?)$"{d.Column}:{d.Language}")));
        parameters.AddRange(mapping.Properties.Select(p => ("property", (string?)$"{p.Column}:{p.Code}:{p.Type}")));
        return string.Join('&', parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }
}
