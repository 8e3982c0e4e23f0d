using System.Globalization;
using FhirHub.Samples.Places;
using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.People;

/// <summary>Telephone numbers in the form they have in China.</summary>
internal static class PhoneNumbers
{
    private static readonly string[] MobilePrefixes = ["130", "131", "132", "134", "135", "136", "137", "138", "139", "147", "150", "151", "152", "155", "156", "157", "158", "159", "166", "176", "177", "178", "180", "182", "183", "185", "186", "187", "188", "189", "191", "198"];

    public static string Mobile(SeededRandom random) =>
        string.Create(CultureInfo.InvariantCulture, $"{random.Pick(MobilePrefixes)}{random.Below(100_000_000):D8}");

    public static string Landline(SeededRandom random, Prefecture prefecture) => string.Create(
        CultureInfo.InvariantCulture,
        $"{prefecture.AreaCode}-{(prefecture.AreaCode.Length == 3 ? random.Between(22_000_000, 88_999_999) : random.Between(2_200_000, 8_899_999))}");
}
