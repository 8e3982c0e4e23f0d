namespace FhirHub.Samples.Province;

/// <summary>One institution, or some of a kind in one county.</summary>
public sealed record InstitutionLine
{
    /// <summary>By which the rest of the script names it; of some of a kind, all of them.</summary>
    public required string Key { get; init; }

    /// <summary>Of CodeSystem institution-level: <c>tertiary</c>, <c>secondary</c>, <c>primary</c>, <c>village-clinic</c>.</summary>
    public required string Level { get; init; }

    /// <summary>Of CodeSystem institution-kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Of CodeSystem institution-ownership.</summary>
    public string Ownership { get; init; } = "public";

    /// <summary>GB/T 2260, a county.</summary>
    public required string Division { get; init; }

    /// <summary>With <c>{township}</c> for the name of one of the county's townships.</summary>
    public required string Name { get; init; }

    public int Count { get; init; } = 1;

    /// <summary>Of each; they take the departments in turn.</summary>
    public required int Doctors { get; init; }

    public required IReadOnlyList<string> Departments { get; init; }

    /// <summary>Of each, for referred patients.</summary>
    public int Beds { get; init; }
}
