namespace FhirHub.Engine.Indexing.Values;

/// <summary>The numbers that a value stands for: one, or a range. Decimals are rounded to the nearest double.</summary>
/// <param name="Low">Least; negative infinity without a lower limit.</param>
/// <param name="High">Greatest; infinity without an upper limit.</param>
internal readonly record struct NumberInterval(double Low, double High)
{
    public bool IsPoint => Low == High;

    public static NumberInterval Point(double number) => Between(number, number);

    /// <summary>From the lesser to the greater; a negative zero becomes zero.</summary>
    public static NumberInterval Between(double one, double other) => new(Math.Min(one, other) + 0.0, Math.Max(one, other) + 0.0);
}
