using System.Xml;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>Collects the faults of a document where the reader stands.</summary>
internal sealed class XmlFaults(int limit)
{
    // Messages quote names, and names can be as long as the body.
    private const int MaxMessage = 500;

    private readonly List<Issue> _issues = [];

    public IReadOnlyList<Issue> Issues => _issues;

    /// <exception cref="ReadAbortedException">There are too many faults.</exception>
    public void Add(XmlReader at, string type, string code, string message, XmlPath? path = null)
    {
        var tooMany = _issues.Count >= limit;
        if (tooMany)
            (type, code, message) = ("too-long", "too-many-faults", $"There are more than {limit} faults: reading stopped here.");
        var line = at as IXmlLineInfo;
        Put(IssueSeverity.Error, type, code, message, path, line?.LineNumber, line?.LinePosition);
        if (tooMany)
            throw new ReadAbortedException();
    }

    /// <summary>Adds a fault behind which nothing is read.</summary>
    /// <exception cref="ReadAbortedException">Always.</exception>
    public void Abort(XmlReader at, string code, string message, XmlPath path)
    {
        var line = at as IXmlLineInfo;
        Put(IssueSeverity.Fatal, "structure", code, message, path, line?.LineNumber, line?.LinePosition);
        throw new ReadAbortedException();
    }

    /// <summary>A fault after which nothing can be read.</summary>
    public void AddFatal(string code, string message, int? line, int? column) =>
        Put(IssueSeverity.Fatal, "structure", code, message, null, line, column);

    private void Put(IssueSeverity severity, string type, string code, string message, XmlPath? path, int? line, int? column) => _issues.Add(new Issue
    {
        Severity = severity,
        Type = type,
        Code = code,
        Diagnostics = message.Length <= MaxMessage ? message : message[..MaxMessage] + "…",
        Expression = path?.ToString(),
        Line = line > 0 ? line : null,
        Column = column > 0 ? column : null,
    });
}
