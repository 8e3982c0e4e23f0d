namespace FhirHub.Samples.Institutions;

/// <summary>Where an institution stands in the tiers of care.</summary>
internal enum InstitutionLevel
{
    /// <summary>Tertiary, of a province.</summary>
    Province,

    /// <summary>Tertiary, of a city.</summary>
    City,

    /// <summary>Secondary, of a county.</summary>
    County,

    /// <summary>Primary: a community health centre or township hospital.</summary>
    Community,
}
