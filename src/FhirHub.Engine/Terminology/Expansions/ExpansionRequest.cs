using FhirHub.Engine.Terminology.Sets;

namespace FhirHub.Engine.Terminology.Expansions;

/// <summary>What is asked of an expansion, https://hl7.org/fhir/R4/valueset-operation-expand.html.</summary>
public sealed record ExpansionRequest
{
    /// <summary>Words that must be found in a code's names; null for all codes.</summary>
    public string? Filter { get; init; }

    public int Offset { get; init; }

    /// <summary>Null for all.</summary>
    public int? Count { get; init; }

    /// <summary>Of displays, the one liked most first.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    public bool ActiveOnly { get; init; }

    /// <summary>Leaves out what nobody selects.</summary>
    public bool ExcludeNotForUI { get; init; }

    /// <summary>Each code of the answer under the nearest of those above it that is in the answer, too.</summary>
    public bool Nested { get; init; }

    internal SystemVersions Versions { get; init; } = SystemVersions.None;

    /// <summary>What changes which codes there are.</summary>
    internal string Key => $"{ActiveOnly} {ExcludeNotForUI} {Filter?.Length} {Filter} {Versions.Key}";
}
