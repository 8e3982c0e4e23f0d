namespace FhirHub.Engine.Terminology.Systems;

/// <summary>A concept of a code system, https://hl7.org/fhir/R4/codesystem.html.</summary>
public sealed record Concept
{
    private IReadOnlyList<string>? _terms;

    public required string Code { get; init; }

    /// <summary>In the language of its code system.</summary>
    public string? Display { get; init; }

    public string? Definition { get; init; }

    public IReadOnlyList<Designation> Designations { get; init; } = [];

    /// <summary>As given; parents, too.</summary>
    public IReadOnlyList<ConceptProperty> Properties { get; init; } = [];

    /// <summary>Codes directly above it.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>Codes above it at any distance, without its own.</summary>
    public IReadOnlyList<string> Ancestors { get; init; } = [];

    /// <summary>Place in the code system, from 0.</summary>
    public int Order { get; init; }

    /// <summary>No longer for use: property <c>inactive</c>, or a status that says so.</summary>
    public bool IsInactive { get; init; }

    /// <summary>A heading that nobody selects: property <c>notSelectable</c>.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>The display first.</summary>
    internal IEnumerable<string> Names => Designations.Select(d => d.Value).Prepend(Display).OfType<string>();

    /// <summary>What it is found by.</summary>
    internal IReadOnlyList<string> Terms => _terms ??= SearchTerms.Of(this);

    /// <summary>The same under the names that a value set gives it, which go first.</summary>
    internal Concept Named(string? display, IReadOnlyList<Designation> designations) =>
        display is null && designations.Count == 0
            ? this
            : this with { Display = display ?? Display, Designations = [.. designations, .. Designations], _terms = null };
}
