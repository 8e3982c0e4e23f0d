using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>Amounts in yuan: to the fen, and never so large that sums of them would not be exact.</summary>
internal static class Yuan
{
    // A sum of as many as one answer counts is far within a decimal.
    private const decimal Largest = 999_999_999.99m;

    /// <summary>Null for none, and for what is no such amount.</summary>
    public static decimal? Of(Money? money) =>
        money is { Currency: Money.Currencies.CNY } && Numbers.Of(money.ValueElement) is { } value && IsAmount(value) ? value : null;

    public static bool IsAmount(decimal value) => value is >= 0 and <= Largest && decimal.Round(value, 2) == value;

    public static Money Write(decimal value) => new() { Value = value, Currency = Money.Currencies.CNY };
}
