namespace FhirHub.Engine.Indexing.Values;

/// <summary>How a value in a unit becomes one in base units: <c>(value + Offset) × Factor / Divisor</c>.</summary>
/// <param name="Canonical">The base units, sorted: <c>g.m-3</c>; empty for a mere number.</param>
/// <param name="Factor">Positive.</param>
internal sealed record UnitConversion(string Canonical, DecimalNumber Factor)
{
    public DecimalNumber Offset { get; init; }

    public int Divisor { get; init; } = 1;

    /// <summary>Rounded once, from the exact result, for all numbers and units of usual length: 5.4 mg and 0.0054 g become the same double.</summary>
    public double Convert(DecimalNumber value) =>
        value.Plus(Offset)?.Times(Factor) is { } product && (Divisor == 1 ? product : product.DividedBy(Divisor)) is { } exact
            ? exact.ToDouble()
            : (value.ToDouble() + Offset.ToDouble()) * Factor.ToDouble() / Divisor;
}
