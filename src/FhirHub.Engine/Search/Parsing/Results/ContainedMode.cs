namespace FhirHub.Engine.Search.Parsing.Results;

/// <summary><c>_contained</c>, https://hl7.org/fhir/R4/search.html#contained.</summary>
internal enum ContainedMode
{
    /// <summary><c>false</c>: resources that stand by themselves.</summary>
    None,

    /// <summary><c>true</c>: resources that are contained in others.</summary>
    Only,

    /// <summary><c>both</c></summary>
    Both,
}
