using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FhirHub.Engine.Errors;

namespace FhirHub.Cli.Checking;

/// <summary>One JSON object for programs: <c>issues</c>, one on each line, and at the end the <c>summary</c>.</summary>
internal sealed class JsonReport(TextWriter output, IssueScope scope) : ICheckReport
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private string _before = "{\"issues\":[\n";

    public CheckTotals Totals { get; } = new();

    public void Add(FoundResource resource, IReadOnlyList<Issue> issues)
    {
        Totals.Add(issues);
        foreach (var issue in issues.Where(i => scope.Tells(i)))
        {
            output.Write(_before);
            output.Write(Text(json => Write(json, resource, issue)));
            _before = ",\n";
        }
    }

    public void Summarize()
    {
        if (_before[0] == '{')
            output.Write(_before);
        output.Write("],\n\"summary\":");
        output.Write(Text(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("resources", Totals.Resources);
            json.WriteNumber("withErrors", Totals.Wrong);
            json.WriteNumber("errors", Totals.Errors);
            json.WriteNumber("warnings", Totals.Warnings);
            json.WriteEndObject();
        }));
        output.WriteLine("}");
    }

    private static void Write(Utf8JsonWriter json, FoundResource resource, Issue issue)
    {
        json.WriteStartObject();
        json.WriteString("file", resource.Path);
        if (issue.Line is { } line)
        {
            json.WriteNumber("line", line);
            json.WriteNumber("column", issue.Column ?? 1);
        }
        else if (resource.IsLine)
        {
            json.WriteNumber("line", resource.FirstLine);
        }

        json.WriteString("severity", issue.Severity.ToString().ToLowerInvariant());
        json.WriteString("code", issue.Code);
        json.WriteString("type", issue.Type);
        if (issue.Expression is not null)
            json.WriteString("expression", issue.Expression);
        json.WriteString("text", issue.Diagnostics);
        json.WriteEndObject();
    }

    private string Text(Action<Utf8JsonWriter> write)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, Options))
            write(json);
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }
}
