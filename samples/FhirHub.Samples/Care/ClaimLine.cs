namespace FhirHub.Samples.Care;

/// <summary>An item of a claim.</summary>
/// <param name="Price">Of one, in hundredths of a yuan.</param>
internal readonly record struct ClaimLine(string System, string Code, string Text, int Quantity, int Price)
{
    public long Net => (long)Quantity * Price;
}
