namespace FhirHub.Regional.HealthCards;

/// <summary>What happens to a card.</summary>
internal enum CardStep
{
    Suspend,
    Reissue,
    Merge,
    Bind,
    Unbind,
}
