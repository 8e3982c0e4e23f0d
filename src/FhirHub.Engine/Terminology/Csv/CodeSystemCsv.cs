using System.Globalization;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Operations;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Csv;

/// <summary>Makes a CodeSystem of a table, for lists that come as CSV. All that is wrong is told at once, with its line; a table with faults becomes nothing.</summary>
public sealed class CodeSystemCsv
{
    private const int MostFaults = 100;
    private static readonly string[] Types = ["code", "string", "integer", "boolean", "dateTime", "decimal"];

    private readonly CsvSystem _system;
    private readonly CsvMapping _mapping;
    private readonly List<Issue> _faults = [];
    private readonly Dictionary<string, int> _lines;

    private CodeSystemCsv(CsvSystem system, CsvMapping mapping)
    {
        _system = system;
        _mapping = mapping;
        _lines = new Dictionary<string, int>(system.IsCaseSensitive ? StringComparer.Ordinal : CaselessComparer.Instance);
    }

    /// <summary>The CodeSystem in JSON.</summary>
    /// <exception cref="FhirException">Unprocessable: the table has faults, each with its line. Invalid: the mapping names what is not there.</exception>
    public static ReadOnlyMemory<byte> Read(ReadOnlySpan<byte> file, CsvSystem system, CsvMapping mapping)
    {
        if (TermSnapshot.IsCore(system.Url) && FhirDefinitions.Find(TermTypes.CodeSystem, system.Url) is not null)
            throw FhirException.Unprocessable("business-rule", "code-system-of-fhir", $"{system.Url} is a code system of FHIR itself, which goes first: codes that were imported for it would not count.");
        if (mapping.Properties.FirstOrDefault(p => !Types.Contains(p.Type)) is { } wrong)
            throw FhirException.Invalid("csv-mapping", $"The property '{wrong.Code}' has the type '{wrong.Type}'; there are {string.Join(", ", Types)}.");
        var encoding = CsvText.EncodingOf(mapping.Encoding)
            ?? throw FhirException.Invalid("csv-encoding", $"The encoding '{mapping.Encoding}' is not offered; utf-8 and gb18030 are.");
        if (CsvText.Read(file, encoding, out int wrongLine) is not { } text)
            throw FhirException.Unprocessable("structure", "csv-encoding", $"Line {wrongLine} is not {encoding.WebName}. Name the encoding that the file has: utf-8 or gb18030.");
        return new CodeSystemCsv(system, mapping).Read(text);
    }

    private ReadOnlyMemory<byte> Read(string text)
    {
        var rows = CsvRows.Read(text, _mapping.Delimiter, (line, what) => Fault(line, "csv-row", what));
        if (rows.Count == 0)
            throw FhirException.Unprocessable("structure", "csv-empty", "The table has no rows.");
        int width = rows[0].Fields.Count;
        var columns = new CsvColumns(_mapping.HasHeader ? rows[0].Fields : null, width);
        var layout = new CsvLayout(columns, _mapping);
        var body = _mapping.HasHeader ? rows[1..] : rows;
        foreach (var row in body)
            Check(row, layout, width);
        if (layout.Parent is { } parent)
            CheckParents(body.Where(r => r.Fields.Count == width), layout.Code, parent);
        if (body.Count == 0)
            throw FhirException.Unprocessable("structure", "csv-empty", "The table has a first line, and no rows behind it.");
        if (_faults.Count > 0)
            throw new FhirException(FaultKind.Unprocessable, _faults);
        return ResultJson.Resource("CodeSystem", json => Write(json, body, layout));
    }

    private void Check(CsvRow row, CsvLayout layout, int width)
    {
        if (row.Fields.Count != width)
        {
            Fault(row.Line, "csv-row", $"there are {row.Fields.Count} fields, the first line has {width}");
            return;
        }

        if (row.Fields.FirstOrDefault(f => f.Any(IsForbidden)) is { } control)
        {
            Fault(row.Line, "csv-character", string.Create(CultureInfo.InvariantCulture, $"there is the character U+{(int)control.First(IsForbidden):X4}, which no text in FHIR may have"));
            return;
        }

        string code = row.Fields[layout.Code];
        if (code.Length == 0)
            Fault(row.Line, "csv-code", "the code is missing");
        else if (code != string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            Fault(row.Line, "csv-code", $"'{code}' is no code: it has white space at an end, or more than a space within");
        else if (!_lines.TryAdd(code, row.Line))
            Fault(row.Line, "csv-code", $"the code '{code}' is in line {_lines[code]} already");
        if (row.Fields[layout.Display].Length == 0)
            Fault(row.Line, "csv-display", $"the name of '{code}' is missing");
        foreach (var (column, property) in layout.Properties)
        {
            if (row.Fields[column] is { Length: > 0 } value && !IsOf(property.Type, value))
                Fault(row.Line, "csv-value", $"'{value}' of '{property.Code}' is not of the type {property.Type}");
        }
    }

    private void CheckParents(IEnumerable<CsvRow> rows, int codeColumn, int parentColumn)
    {
        var parents = new Dictionary<string, string>(_lines.Comparer);
        foreach (var row in rows)
        {
            string parent = row.Fields[parentColumn];
            if (parent.Length == 0)
                continue;
            parents[row.Fields[codeColumn]] = parent;
            if (!_lines.ContainsKey(parent))
                Fault(row.Line, "csv-parent", $"the code '{parent}' above '{row.Fields[codeColumn]}' is in no line");
        }

        var clear = new HashSet<string>(_lines.Comparer);
        foreach (string code in parents.Keys)
        {
            var path = new HashSet<string>(_lines.Comparer);
            string? next = code;
            while (next is not null && !clear.Contains(next) && path.Add(next))
                next = parents.GetValueOrDefault(next);
            if (next is not null && !clear.Contains(next))
                Fault(_lines[code], "csv-parent", $"'{code}' is above itself: {string.Join(", ", path.Take(8))}");
            clear.UnionWith(path);
        }
    }

    /// <summary>https://hl7.org/fhir/R4/datatypes.html#string</summary>
    private static bool IsForbidden(char c) => c < ' ' && c is not ('\t' or '\r' or '\n');

    private static bool IsOf(string type, string value) => type switch
    {
        "integer" => IsPlainNumber(value) && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "decimal" => IsPlainNumber(value) && decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        "boolean" => value is "true" or "false",
        "dateTime" => TemporalFormat.IsDateTime(Encoding.UTF8.GetBytes(value)),
        "code" => !value.Contains("  ", StringComparison.Ordinal),
        _ => true,
    };

    /// <summary>As numbers are written in JSON: no plus, no zeros in front, a digit on each side of the point.</summary>
    private static bool IsPlainNumber(string value)
    {
        string digits = value.StartsWith('-') ? value[1..] : value;
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        int whole = point < 0 ? digits.Length : point;
        return whole > 0 && char.IsAsciiDigit(digits[0]) && (whole == 1 || digits[0] != '0') && (point < 0 || point < digits.Length - 1);
    }

    private void Write(Utf8JsonWriter json, List<CsvRow> rows, CsvLayout layout)
    {
        json.Text("language", _system.Language);
        json.WriteString("url", _system.Url);
        json.Text("version", _system.Version);
        json.WriteString("name", _system.Name);
        json.Text("title", _system.Title);
        json.WriteString("status", "active");
        json.WriteBoolean("caseSensitive", _system.IsCaseSensitive);
        if (layout.Parent is not null)
            json.WriteString("hierarchyMeaning", "is-a");
        json.WriteString("content", "complete");
        json.WriteNumber("count", rows.Count);
        WriteProperties(json, layout);
        json.WriteStartArray("concept");
        foreach (var row in rows)
            WriteConcept(json, row.Fields, layout);
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, CsvLayout layout)
    {
        if (layout.Properties.Count == 0 && layout.Parent is null)
            return;
        json.WriteStartArray("property");
        if (layout.Parent is not null)
            WriteProperty(json, "parent", "http://hl7.org/fhir/concept-properties#parent", "code");
        foreach (var (_, property) in layout.Properties.DistinctBy(p => p.Property.Code))
            WriteProperty(json, property.Code, null, property.Type);
        json.WriteEndArray();
    }

    private static void WriteProperty(Utf8JsonWriter json, string code, string? uri, string type)
    {
        json.WriteStartObject();
        json.WriteString("code", code);
        json.Text("uri", uri);
        json.WriteString("type", type);
        json.WriteEndObject();
    }

    private static void WriteConcept(Utf8JsonWriter json, IReadOnlyList<string> fields, CsvLayout layout)
    {
        json.WriteStartObject();
        json.WriteString("code", fields[layout.Code]);
        json.WriteString("display", fields[layout.Display]);
        if (layout.Definition is { } definition && fields[definition].Length > 0)
            json.WriteString("definition", fields[definition]);
        WriteDesignations(json, fields, layout);
        var values = layout.Properties.Where(p => fields[p.Column].Length > 0).Select(p => new ConceptProperty(p.Property.Code, p.Property.Type, fields[p.Column])).ToList();
        if (layout.Parent is { } parent && fields[parent].Length > 0)
            values.Insert(0, new ConceptProperty("parent", "code", fields[parent]));
        if (values.Count > 0)
        {
            json.WriteStartArray("property");
            foreach (var value in values)
            {
                json.WriteStartObject();
                json.WriteString("code", value.Code);
                json.Value(value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteDesignations(Utf8JsonWriter json, IReadOnlyList<string> fields, CsvLayout layout)
    {
        var designations = layout.Designations.Where(d => fields[d.Column].Length > 0).ToList();
        if (designations.Count == 0)
            return;
        json.WriteStartArray("designation");
        foreach (var (column, language) in designations)
        {
            json.WriteStartObject();
            json.WriteString("language", language);
            json.WriteString("value", fields[column]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Fault(int line, string code, string what)
    {
        if (_faults.Count < MostFaults)
            _faults.Add(Issue.Error("structure", code, $"Line {line}: {what}.") with { Line = line, Column = 1 });
        else if (_faults.Count == MostFaults)
            _faults.Add(Issue.Error("too-long", "too-many-faults", $"There are more than {MostFaults} faults; the others are not told."));
    }
}
