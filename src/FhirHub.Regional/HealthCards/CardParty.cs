namespace FhirHub.Regional.HealthCards;

/// <summary>Who takes a step: until there is sign-in, whoever may call.</summary>
internal enum CardParty
{
    Caller,
}
