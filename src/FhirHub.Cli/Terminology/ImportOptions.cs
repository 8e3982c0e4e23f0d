using System.CommandLine;
using FhirHub.Engine.Terminology.Csv;

namespace FhirHub.Cli.Terminology;

/// <summary>The options that say what a table means: those of the server's operation <c>$import-csv</c>.</summary>
internal sealed class ImportOptions
{
    private readonly Option<string> _system = Required("--system", "Canonical URL of the code system.");
    private readonly Option<string?> _version = new("--version") { Description = "Of the code system." };
    private readonly Option<string?> _name = new("--name") { Description = "Its name for programs; the default is the end of its URL." };
    private readonly Option<string?> _title = new("--title") { Description = "Its name for people." };
    private readonly Option<string?> _displayLanguage = new("--display-language") { Description = "Of the names, such as zh-CN." };
    private readonly Option<bool> _anyCase = new("--case-insensitive") { Description = "Codes that differ in case are the same." };
    private readonly Option<string> _code = Required("--code", "Column of the codes: its name in the first line, or its number from 1.");
    private readonly Option<string> _display = Required("--display", "Column of the names.");
    private readonly Option<string?> _definition = new("--definition") { Description = "Column of the definitions." };
    private readonly Option<string?> _parent = new("--parent") { Description = "Column of the code directly above; empty at the top." };
    private readonly Option<string[]> _designations = new("--designation") { Description = "column:language of names in another language. May be repeated.", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _properties = new("--property") { Description = "column:code:type of a property: code, string, integer, boolean, dateTime or decimal. May be repeated.", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _delimiter = new("--delimiter") { Description = "Between fields: one mark, or tab (default comma)." };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first line names no columns." };
    private readonly Option<string?> _encoding = new("--encoding") { Description = "utf-8 (default) or gb18030." };

    public IReadOnlyList<Option> All =>
    [
        _system, _version, _name, _title, _displayLanguage, _anyCase, _code, _display, _definition, _parent, _designations, _properties, _delimiter, _noHeader, _encoding,
    ];

    public CsvSystem SystemOf(ParseResult parsed)
    {
        string url = parsed.GetValue(_system)!;
        return new CsvSystem
        {
            Url = url,
            Version = parsed.GetValue(_version),
            Name = parsed.GetValue(_name) ?? url.TrimEnd('/').Split('/', ':')[^1],
            Title = parsed.GetValue(_title),
            Language = parsed.GetValue(_displayLanguage),
            IsCaseSensitive = !parsed.GetValue(_anyCase),
        };
    }

    /// <exception cref="ImportException">One of them is written in another form.</exception>
    public CsvMapping MappingOf(ParseResult parsed) => new()
    {
        Code = parsed.GetValue(_code)!,
        Display = parsed.GetValue(_display)!,
        Definition = parsed.GetValue(_definition),
        Parent = parsed.GetValue(_parent),
        Designations = [.. Parts(parsed, _designations, 2).Select(p => new CsvDesignation(p[0], p[1]))],
        Properties = [.. Parts(parsed, _properties, 3).Select(p => new CsvProperty(p[0], p[1], p[2]))],
        Delimiter = DelimiterOf(parsed.GetValue(_delimiter)),
        HasHeader = !parsed.GetValue(_noHeader),
        Encoding = parsed.GetValue(_encoding),
    };

    private static Option<string> Required(string name, string description) => new(name) { Description = description, Required = true };

    private static char DelimiterOf(string? text) => text switch
    {
        null => ',',
        "tab" => '\t',
        [var only] when only is not ('"' or '\r' or '\n') && !char.IsLetterOrDigit(only) => only,
        _ => throw new ImportException($"--delimiter '{text}' is neither one mark, such as ; nor tab."),
    };

    private static IEnumerable<string[]> Parts(ParseResult parsed, Option<string[]> option, int parts) => parsed.GetValue(option)!.Select(value =>
        value.Split(':') is var split && split.Length == parts && split.All(s => s.Length > 0)
            ? split
            : throw new ImportException($"{option.Name} '{value}' has not the form {(parts == 2 ? "column:language" : "column:code:type")}."));
}
