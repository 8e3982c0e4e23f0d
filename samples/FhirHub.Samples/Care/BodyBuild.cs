using FhirHub.Samples.People;
using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Care;

/// <summary>A person's height and weight through life.</summary>
/// <param name="AdultHeight">In millimetres.</param>
/// <param name="MassIndex">As an adult, in tenths of kg/m².</param>
internal sealed record BodyBuild(int AdultHeight, int MassIndex)
{
    private const int GrownUp = 18;
    private static readonly Distribution MaleHeights = new(1450, 1570, 1650, 1695, 1740, 1830, 2050);
    private static readonly Distribution FemaleHeights = new(1350, 1470, 1540, 1580, 1625, 1710, 1880);
    private static readonly Distribution MassIndices = new(140, 176, 210, 236, 262, 318, 440);

    /// <summary>Height at each age, in thousandths of the adult's.</summary>
    private static readonly int[] Growth = [380, 450, 520, 570, 610, 650, 685, 720, 750, 780, 810, 840, 875, 910, 945, 970, 985, 995];

    /// <summary>Body mass index at each age, in thousandths of the adult's.</summary>
    private static readonly int[] Filling = [690, 710, 690, 670, 660, 655, 655, 660, 670, 690, 710, 735, 760, 790, 825, 860, 900, 950];

    public static BodyBuild Of(SeededRandom random, Sex sex) =>
        new((sex == Sex.Male ? MaleHeights : FemaleHeights).Sample(random), MassIndices.Sample(random));

    /// <summary>In millimetres.</summary>
    public int HeightAt(int age) => age >= GrownUp ? AdultHeight : AdultHeight * Growth[age] / 1000;

    /// <summary>In tenths of kg/m².</summary>
    public int MassIndexAt(int age) => age >= GrownUp ? MassIndex : MassIndex * Filling[age] / 1000;

    /// <summary>Weight in tenths of a kilogram that makes this body mass index.</summary>
    public static int Weight(int height, int massIndex) => (int)((long)massIndex * height * height / 1_000_000);
}
