namespace FhirHub.Engine.Validation.Terms;

/// <summary>The value sets and code systems that value sets are made of.</summary>
internal interface ITermSource
{
    LocalCodeSystem? System(string url);

    LocalValueSet? Set(string canonical);
}
