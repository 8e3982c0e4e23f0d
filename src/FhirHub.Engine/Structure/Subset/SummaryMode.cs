namespace FhirHub.Engine.Structure.Subset;

/// <summary>The values of <c>_summary</c> that cut a resource, https://hl7.org/fhir/R4/search.html#summary.</summary>
public enum SummaryMode
{
    /// <summary><c>true</c>: what the definitions mark as summary.</summary>
    True,

    /// <summary><c>text</c>: narrative, id, meta and mandatory elements.</summary>
    Text,

    /// <summary><c>data</c>: everything but the narrative.</summary>
    Data,
}
