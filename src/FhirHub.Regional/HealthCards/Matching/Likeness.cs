namespace FhirHub.Regional.HealthCards.Matching;

/// <summary>How two values of one trait compare.</summary>
internal enum Likeness
{
    /// <summary>One of them is missing: it says nothing.</summary>
    Unknown,

    Same,

    /// <summary>Names only: other characters, read the same, or one of them written in Latin letters.</summary>
    SoundsSame,

    /// <summary>One slip away.</summary>
    Similar,

    Differs,
}
