using System.Buffers;
using System.Text;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// A number of a search with the precision it was written in, https://hl7.org/fhir/R4/search.html#number: 100 stands for
/// [99.5, 100.5), 100.00 for [99.995, 100.005), and 1e2, in the specification's example, for [95, 105): with an exponent, a whole
/// number counts as having one decimal.
/// </summary>
/// <param name="Exact">The number itself.</param>
/// <param name="Low">Where its precision begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="IsHighIncluded">Whether the end itself is in the range.</param>
internal readonly record struct NumberLiteral(DecimalNumber Exact, DecimalNumber Low, DecimalNumber High, bool IsHighIncluded)
{
    private const int Longest = 128;

    /// <summary>Null when the text is not a number, or one no double can hold.</summary>
    public static NumberLiteral? Parse(string text)
    {
        Span<byte> ascii = stackalloc byte[Longest];
        if (text.Length > Longest || Ascii.FromUtf16(text, ascii, out var written) != OperationStatus.Done ||
            !DecimalNumber.TryParse(ascii[..written], out var number) || !double.IsFinite(number.ToDouble()))
            return null;
        var precise = text.Contains('e', StringComparison.OrdinalIgnoreCase) && !text.Contains('.') ? number.WithDigit(0) : number;
        return new NumberLiteral(number, precise.WithDigit(-5), precise.WithDigit(5), IsHighIncluded: false);
    }

    /// <summary>For <c>ap</c>: a tenth of the number either way, both ends included, at least its precision.</summary>
    public NumberLiteral Approximately()
    {
        var tenth = Int128.Abs(Exact.Significand);
        var width = Exact.WithDigit(0);
        return tenth < 5 ? this : new NumberLiteral(
            Exact, width with { Significand = width.Significand - tenth }, width with { Significand = width.Significand + tenth }, IsHighIncluded: true);
    }
}
