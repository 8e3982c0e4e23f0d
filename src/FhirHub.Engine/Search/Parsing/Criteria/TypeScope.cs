namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>The resources that a name is read on.</summary>
/// <param name="Types">Their types.</param>
/// <param name="Common">
/// Whether every type must have the parameter, as a search over several types asks
/// (https://hl7.org/fhir/R4/search.html#all); else those that have it suffice, as for the targets of a chain.
/// </param>
internal sealed record TypeScope(IReadOnlyList<string> Types, bool Common)
{
    /// <summary>Whether they are contained in others, whose index entries hold theirs behind a number sign.</summary>
    public bool Contained { get; init; }

    /// <summary>Whether a chain may lead on; not from the contained resources at its end, lest each step double the search.</summary>
    public bool LeadsOn { get; init; } = true;

    /// <summary>For messages; the first few of many.</summary>
    public string Named => Types.Count switch
    {
        1 => Types[0],
        <= 4 => string.Join(", ", Types),
        _ => $"{string.Join(", ", Types.Take(3))} and {Types.Count - 3} other types",
    };
}
