using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;

namespace FhirHub.Server.Http;

/// <summary>Writes an <c>OperationOutcome</c>, https://hl7.org/fhir/R4/operationoutcome.html.</summary>
internal static class OutcomeJson
{
    public const string IssueCodes = "https://fhirhub.example/fhir/CodeSystem/issue";

    /// <summary>Where the rule is from that refuses: document and section, or <c>default</c>.</summary>
    public const string RuleSource = "https://fhirhub.example/fhir/StructureDefinition/rule-source";

    /// <summary>The state that a conflicting request meets.</summary>
    public const string CurrentState = "https://fhirhub.example/fhir/StructureDefinition/current-state";

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
        WriteExtensions(json, issue);
        json.WriteString("severity", Severity(issue.Severity));
        json.WriteString("code", issue.Type);
        json.WriteStartObject("details");
        json.WriteStartArray("coding");
        json.WriteStartObject();
        json.WriteString("system", IssueCodes);
        json.WriteString("code", issue.Code);
        json.WriteEndObject();
        json.WriteEndArray();
        if (issue.Chinese is { } chinese)
            WriteText(json, issue.Diagnostics, chinese);
        json.WriteEndObject();
        json.WriteString("diagnostics", issue.Chinese is not null && IsChinese ? issue.Chinese : issue.Diagnostics);
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

    private static bool IsChinese => MessageLanguages.Current == MessageLanguage.Chinese;

    /// <summary>What a rule that refuses has to tell beside its text.</summary>
    private static void WriteExtensions(Utf8JsonWriter json, Issue issue)
    {
        if (issue.Source is null && issue.State is null)
            return;
        json.WriteStartArray("extension");
        if (issue.Source is { } source)
            WriteExtension(json, RuleSource, source);
        if (issue.State is { } state)
            WriteExtension(json, CurrentState, state);
        json.WriteEndArray();
    }

    private static void WriteExtension(Utf8JsonWriter json, string url, string value)
    {
        json.WriteStartObject();
        json.WriteString("url", url);
        json.WriteString("valueString", value);
        json.WriteEndObject();
    }

    /// <summary>In the language asked for, and the other as its translation: https://hl7.org/fhir/R4/extension-translation.html</summary>
    private static void WriteText(Utf8JsonWriter json, string english, string chinese)
    {
        json.WriteString("text", IsChinese ? chinese : english);
        json.WriteStartObject("_text");
        json.WriteStartArray("extension");
        json.WriteStartObject();
        json.WriteStartArray("extension");
        json.WriteStartObject();
        json.WriteString("url", "lang");
        json.WriteString("valueCode", IsChinese ? "en" : "zh-CN");
        json.WriteEndObject();
        WriteExtension(json, "content", IsChinese ? english : chinese);
        json.WriteEndArray();
        json.WriteString("url", "http://hl7.org/fhir/StructureDefinition/translation");
        json.WriteEndObject();
        json.WriteEndArray();
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
