using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Structure;

/// <summary>Collects the faults of one body, with the line and column of each.</summary>
internal sealed class FaultList(ReadOnlyMemory<byte> source, int limit)
{
    private readonly List<Issue> _issues = [];

    public IReadOnlyList<Issue> Issues => _issues;

    public bool Any => _issues.Count > 0;

    /// <summary>Adds a fault; throws <see cref="ReadAbortedException"/> when there are too many.</summary>
    /// <param name="type">Issue type of FHIR: structure, value, required, ….</param>
    /// <param name="offset">In bytes from the start of the body.</param>
    public void Add(string type, string code, string diagnostics, string? expression, long offset)
    {
        if (_issues.Count >= limit)
        {
            Put(IssueSeverity.Error, "too-long", "too-many-faults", $"There are more than {limit} faults: reading stopped here.", expression, offset);
            throw new ReadAbortedException();
        }
        Put(IssueSeverity.Error, type, code, diagnostics, expression, offset);
    }

    /// <summary>Adds the fault behind which nothing can be read.</summary>
    public void AddFatal(string code, string diagnostics, string? expression, long offset) =>
        Put(IssueSeverity.Fatal, "structure", code, diagnostics, expression, offset);

    private void Put(IssueSeverity severity, string type, string code, string diagnostics, string? expression, long offset)
    {
        var before = source.Span[..(int)Math.Min(offset, source.Length)];
        _issues.Add(new Issue
        {
            Severity = severity,
            Type = type,
            Code = code,
            Diagnostics = diagnostics,
            Expression = expression,
            Line = before.Count((byte)'\n') + 1,
            Column = before.Length - before.LastIndexOf((byte)'\n'),
        });
    }
}
