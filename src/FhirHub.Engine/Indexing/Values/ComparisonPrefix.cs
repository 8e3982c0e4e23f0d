namespace FhirHub.Engine.Indexing.Values;

/// <summary>How an ordered value is compared, https://hl7.org/fhir/R4/search.html#prefix.</summary>
internal enum ComparisonPrefix
{
    /// <summary>eq, and no prefix.</summary>
    Equal,

    /// <summary>ne</summary>
    NotEqual,

    /// <summary>gt</summary>
    Greater,

    /// <summary>lt</summary>
    Less,

    /// <summary>ge</summary>
    GreaterOrEqual,

    /// <summary>le</summary>
    LessOrEqual,

    /// <summary>sa</summary>
    StartsAfter,

    /// <summary>eb</summary>
    EndsBefore,

    /// <summary>ap</summary>
    Approximate,
}
