using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Recognition;

/// <summary>What the policy says of recognition.</summary>
internal sealed record RecognitionTerms
{
    private const string Section = "recognition";

    /// <summary><c>recognise</c> or <c>share-only</c>.</summary>
    public required PolicyValue<string> Mode { get; init; }

    public required PolicyValue<string[]> Scopes { get; init; }

    public required PolicyValue<string[]> Levels { get; init; }

    public required PolicyValue<string[]> Ownership { get; init; }

    public required PolicyValue<bool> QualityMarkRequired { get; init; }

    public required PolicyValue<bool> CatalogueRequired { get; init; }

    /// <summary>Canonical URL.</summary>
    public required PolicyValue<string> Catalogue { get; init; }

    /// <summary>Identifier of a List, <c>system|value</c>; null for none.</summary>
    public required PolicyValue<string?> InstitutionList { get; init; }

    /// <summary>By category.</summary>
    public required PolicyValue<Dictionary<string, int>> ValidityDays { get; init; }

    public static RecognitionTerms Of(Policy policy) => new()
    {
        Mode = policy.Get<string>(Section, "mode"),
        Scopes = policy.Get<string[]>(Section, "scopes"),
        Levels = policy.Get<string[]>(Section, "levels"),
        Ownership = policy.Get<string[]>(Section, "ownership"),
        QualityMarkRequired = policy.Get<bool>(Section, "qualityMarkRequired"),
        CatalogueRequired = policy.Get<bool>(Section, "catalogueRequired"),
        Catalogue = policy.Get<string>(Section, "catalogue"),
        InstitutionList = policy.Get<string?>(Section, "institutionList"),
        ValidityDays = policy.Get<Dictionary<string, int>>(Section, "validityDays"),
    };

    /// <summary>How long a result of an item is valid.</summary>
    public int DaysOf(CatalogueItem item) => item.ValidityDays ?? ValidityDays.Value.GetValueOrDefault(item.Category, ValidityDays.Value["other"]);
}
