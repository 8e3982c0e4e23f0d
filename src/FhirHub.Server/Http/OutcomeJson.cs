using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Errors;

namespace FhirHub.Server.Http;

/// <summary>Writes an <c>OperationOutcome</c>, https://hl7.org/fhir/R4/operationoutcome.html.</summary>
internal static class OutcomeJson
{
    public const string IssueCodes = "https://fhirhub.example/fhir/CodeSystem/issue";

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<Issue> issues)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "OperationOutcome");
            json.WriteStartArray("issue");
            foreach (var issue in issues)
                WriteIssue(json, issue);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteIssue(Utf8JsonWriter json, Issue issue)
    {
        json.WriteStartObject();
        json.WriteString("severity", Severity(issue.Severity));
        json.WriteString("code", issue.Type);
        json.WriteStartObject("details");
        json.WriteStartArray("coding");
        json.WriteStartObject();
        json.WriteString("system", IssueCodes);
        json.WriteString("code", issue.Code);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("diagnostics", issue.Diagnostics);
        if (issue.Line is { } line)
        {
            json.WriteStartArray("location");
            json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"line {line}, column {issue.Column}"));
            json.WriteEndArray();
        }

        if (issue.Expression is not null)
        {
            json.WriteStartArray("expression");
            json.WriteStringValue(issue.Expression);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static string Severity(IssueSeverity severity) => severity switch
    {
        IssueSeverity.Fatal => "fatal",
        IssueSeverity.Error => "error",
        IssueSeverity.Warning => "warning",
        _ => "information",
    };
}
