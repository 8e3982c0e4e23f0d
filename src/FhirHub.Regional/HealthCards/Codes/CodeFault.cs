namespace FhirHub.Regional.HealthCards.Codes;

/// <summary>Why a text is no code of this server.</summary>
internal enum CodeFault
{
    /// <summary>It has not the form of one.</summary>
    Malformed,

    /// <summary>It names a key that this server has not, or not any more.</summary>
    KeyUnknown,

    /// <summary>Its signature does not hold.</summary>
    Tampered,
}
