using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.People;

/// <summary>Who lives where, and how old the people are who see a doctor. Shares are rough, after the census of 2020.</summary>
internal static class Population
{
    /// <summary>Age in days of people with visits: the old see doctors more.</summary>
    public static readonly Distribution PatientAges = new(20, 300, 8_800, 16_000, 22_600, 30_500, 37_000);

    /// <summary>Age in days of doctors.</summary>
    public static readonly Distribution DoctorAges = new(9_500, 10_200, 12_800, 15_300, 18_300, 21_500, 23_000);

    private static readonly Weighted<Ethnicity> Shanxi = new(
        (Ethnicity.Han, 9880), (Ethnicity.Hui, 60), (Ethnicity.Manchu, 20), (Ethnicity.Mongol, 20), (Ethnicity.Uyghur, 10), (Ethnicity.Kazakh, 5), (Ethnicity.Tibetan, 5));

    private static readonly Weighted<Ethnicity> Liaoning = new(
        (Ethnicity.Han, 8400), (Ethnicity.Manchu, 1200), (Ethnicity.Mongol, 160), (Ethnicity.Hui, 60), (Ethnicity.Korean, 60), (Ethnicity.Xibe, 100), (Ethnicity.Uyghur, 15), (Ethnicity.Kazakh, 5));

    private static readonly Weighted<Ethnicity> Jining = new(
        (Ethnicity.Han, 9820), (Ethnicity.Hui, 140), (Ethnicity.Uyghur, 20), (Ethnicity.Manchu, 10), (Ethnicity.Tibetan, 10));

    private static readonly Weighted<Ethnicity> Yichang = new(
        (Ethnicity.Han, 8800), (Ethnicity.Tujia, 1100), (Ethnicity.Hui, 40), (Ethnicity.Miao, 30), (Ethnicity.Uyghur, 20), (Ethnicity.Tibetan, 10));

    private static readonly Weighted<Ethnicity> Guizhou = new(
        (Ethnicity.Han, 6350), (Ethnicity.Miao, 1160), (Ethnicity.Buyei, 700), (Ethnicity.Dong, 430), (Ethnicity.Tujia, 430), (Ethnicity.Yi, 240),
        (Ethnicity.Gelao, 140), (Ethnicity.Sui, 100), (Ethnicity.Hui, 50), (Ethnicity.Uyghur, 20), (Ethnicity.Tibetan, 10));

    public static Ethnicity EthnicityIn(SeededRandom random, string province) => (province switch
    {
        "14" => Shanxi,
        "21" => Liaoning,
        "37" => Jining,
        "42" => Yichang,
        _ => Guizhou,
    }).Pick(random);
}
