using FhirHub.Engine.Errors;

namespace FhirHub.Server.Http;

/// <summary>The values of <c>_summary</c>, https://hl7.org/fhir/R4/search.html#summary.</summary>
internal enum SummaryKind
{
    False,
    True,
    Text,
    Data,
    Count,
}

/// <summary>Which part of resources a client wants, and whether laid out for reading: <c>_summary</c>, <c>_elements</c>, <c>_pretty</c>.</summary>
internal sealed record ResourceView
{
    public static readonly ResourceView Whole = new();

    public SummaryKind Summary { get; private init; }

    /// <summary>Base elements to keep, besides the mandatory and modifier ones; empty keeps all.</summary>
    public IReadOnlyList<string> Elements { get; private init; } = [];

    public bool Pretty { get; private init; }

    /// <summary>The stored bytes are what the client gets.</summary>
    public bool IsWhole => Summary == SummaryKind.False && Elements.Count == 0;

    /// <summary>How an OperationOutcome is sent: always whole.</summary>
    public ResourceView OfOutcome => Pretty ? new ResourceView { Pretty = true } : Whole;

    /// <exception cref="FhirException">Invalid: a value that is not defined, or both ways of choosing at once.</exception>
    public static ResourceView Parse(FhirRequest request)
    {
        if (request.Http.Request.Query.Count == 0)
            return Whole;
        string? elements = request.Parameter("_elements");
        var view = new ResourceView
        {
            Summary = ParseSummary(request.Parameter("_summary")),
            Elements = elements is null ? [] : [.. elements.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Pretty = ParsePretty(request.Parameter("_pretty")),
        };
        return view is { Summary: not SummaryKind.False, Elements.Count: > 0 }
            ? throw FhirException.Invalid("subset-ambiguous", "_summary and _elements cannot be combined.")
            : view;
    }

    private static SummaryKind ParseSummary(string? value) => value switch
    {
        null or "false" => SummaryKind.False,
        "true" => SummaryKind.True,
        "text" => SummaryKind.Text,
        "data" => SummaryKind.Data,
        "count" => SummaryKind.Count,
        _ => throw FhirException.Invalid("parameter-invalid", $"_summary '{value}' is not defined; use true, text, data, count or false."),
    };

    private static bool ParsePretty(string? value) => value switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw FhirException.Invalid("parameter-invalid", $"_pretty '{value}' is not defined; use true or false."),
    };
}
