using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure.Subset;

namespace FhirHub.Server.Http;

/// <summary>Which part of resources a client wants, and whether laid out for reading: <c>_summary</c>, <c>_elements</c>, <c>_pretty</c>.</summary>
internal sealed record ResourceView
{
    public static readonly ResourceView Whole = new();

    /// <summary>Null keeps everything that <see cref="Elements"/> does not leave out.</summary>
    public SummaryMode? Summary { get; private init; }

    /// <summary><c>_summary=count</c>: only how many there are.</summary>
    public bool CountOnly { get; private init; }

    /// <summary>Base elements to keep, besides the mandatory and modifier ones; empty keeps all.</summary>
    public IReadOnlyList<string> Elements { get; private init; } = [];

    public bool Pretty { get; private init; }

    /// <summary>The stored bytes are what the client gets.</summary>
    public bool IsWhole => Summary is null && Elements.Count == 0;

    /// <summary>How an OperationOutcome is sent: always whole.</summary>
    public ResourceView OfOutcome => Pretty ? new ResourceView { Pretty = true } : Whole;

    /// <summary>The part of a stored resource that is wanted.</summary>
    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> json) =>
        IsWhole ? json
        : Summary is { } mode ? ResourceSubset.Summary(mode).Apply(json.Span)
        : ResourceSubset.Elements(Elements).Apply(json.Span);

    /// <exception cref="FhirException">Invalid: <c>_elements</c> names an element that the type does not have.</exception>
    public void CheckElements(string type)
    {
        var unknown = Elements.Count == 0 ? [] : ResourceSubset.UnknownElements(type, Elements);
        if (unknown.Count > 0)
            throw FhirException.Invalid("elements-unknown", $"{type} has no element {string.Join(", ", unknown.Select(u => $"'{u}'"))} at its top level.");
    }

    /// <param name="parameter">The value of a parameter by its name, or null.</param>
    /// <exception cref="FhirException">Invalid: a value that is not defined, or both ways of choosing at once.</exception>
    public static ResourceView Parse(Func<string, string?> parameter)
    {
        string? elements = parameter("_elements");
        string? summary = parameter("_summary");
        var view = new ResourceView
        {
            Summary = ParseSummary(summary),
            CountOnly = summary == "count",
            Elements = elements is null ? [] : [.. elements.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Pretty = ParsePretty(parameter("_pretty")),
        };
        return view.Elements.Count > 0 && (view.Summary is not null || view.CountOnly)
            ? throw FhirException.Invalid("subset-ambiguous", "_summary and _elements cannot be combined.")
            : view;
    }

    private static SummaryMode? ParseSummary(string? value) => value switch
    {
        null or "false" or "count" => null,
        "true" => SummaryMode.True,
        "text" => SummaryMode.Text,
        "data" => SummaryMode.Data,
        _ => throw FhirException.Invalid("parameter-invalid", $"_summary '{value}' is not defined; use true, text, data, count or false."),
    };

    private static bool ParsePretty(string? value) => value switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw FhirException.Invalid("parameter-invalid", $"_pretty '{value}' is not defined; use true or false."),
    };
}
