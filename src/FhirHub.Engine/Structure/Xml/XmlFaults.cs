using System.Xml;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Collects the faults of a document where the reader stands.</summary>
internal sealed class XmlFaults
{
    /// <summary>A document of nothing but faults is not worth reading to its end.</summary>
    private const int Most = 500;

    private readonly List<Issue> _issues = [];

    public IReadOnlyList<Issue> Issues => _issues;

    /// <exception cref="XmlGivenUpException">There are too many faults.</exception>
    public void Add(XmlReader at, string type, string code, string message, XmlPath? path = null)
    {
        var line = at as IXmlLineInfo;
        Add(IssueSeverity.Error, type, code, message, path?.ToString(), line?.LineNumber, line?.LinePosition);
        if (_issues.Count < Most)
            return;
        Add(IssueSeverity.Fatal, "too-costly", "too-many-faults", $"Reading stopped after {Most} faults.", null, line?.LineNumber, line?.LinePosition);
        throw new XmlGivenUpException();
    }

    /// <summary>A fault after which nothing can be read.</summary>
    public void AddFatal(string code, string message, int? line, int? column) =>
        Add(IssueSeverity.Fatal, "structure", code, message, null, line, column);

    private void Add(IssueSeverity severity, string type, string code, string message, string? path, int? line, int? column) => _issues.Add(new Issue
    {
        Severity = severity,
        Type = type,
        Code = code,
        Diagnostics = message,
        Expression = path,
        Line = line > 0 ? line : null,
        Column = column > 0 ? column : null,
    });
}
