namespace FhirHub.Samples.Randomness;

/// <summary>
/// A distribution of whole numbers by seven of its quantiles: least, 2.5 %, 25 %, 50 %, 75 %, 97.5 % and most; straight lines between them.
/// A measurement with decimals is a whole number of its last digit's units.
/// </summary>
internal sealed class Distribution(int least, int low, int lowerQuarter, int middle, int upperQuarter, int high, int most)
{
    /// <summary>What stands for 100 %.</summary>
    public const int Whole = 1000;

    private static readonly int[] Shares = [0, 25, 250, 500, 750, 975, Whole];
    private readonly int[] _values = [least, low, lowerQuarter, middle, upperQuarter, high, most];

    public int Sample(SeededRandom random) => At(random.Below(Whole + 1));

    /// <summary>As far up or down in the distribution as the person is, and a fifth of it of the moment.</summary>
    /// <param name="place">The person's own place, 0 to <see cref="Whole"/>.</param>
    public int Around(SeededRandom random, int place) => At(Math.Clamp(place + random.Between(-Whole / 10, Whole / 10), 0, Whole));

    public int At(int share)
    {
        int i = 1;
        while (Shares[i] < share)
            i++;
        int from = _values[i - 1];
        return from + (_values[i] - from) * (share - Shares[i - 1]) / (Shares[i] - Shares[i - 1]);
    }
}
