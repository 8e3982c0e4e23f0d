namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary>The short names that filters may use for code systems, https://hl7.org/fhir/R4/search_filter.html#ops.</summary>
internal static class SystemAlias
{
    /// <summary><c>loinc|1234-5</c></summary>
    public static string InToken(string value)
    {
        int bar = value.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? value : string.Concat(System(value[..bar]), value.AsSpan(bar));
    }

    /// <summary><c>5.4|ucum|mg</c></summary>
    public static string InQuantity(string value)
    {
        string[] parts = value.Split('|');
        if (parts.Length != 3)
            return value;
        parts[1] = System(parts[1]);
        return string.Join('|', parts);
    }

    private static string System(string name) => name switch
    {
        "loinc" => "http://loinc.org",
        "snomed" => "http://snomed.info/sct",
        "rxnorm" => "http://www.nlm.nih.gov/research/umls/rxnorm",
        "ucum" => "http://unitsofmeasure.org",
        _ => name,
    };
}
