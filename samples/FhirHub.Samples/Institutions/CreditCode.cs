using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Institutions;

/// <summary>Unified social credit codes of public institutions, GB 32100: 12, division, organisation code (GB 11714) with its check, check.</summary>
internal static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <param name="division">Six digits of GB/T 2260.</param>
    public static string Of(SeededRandom random, string division)
    {
        Span<char> organisation = stackalloc char[OrganisationWeights.Length];
        foreach (ref char digit in organisation)
            digit = (char)('0' + random.Below(10));
        string body = $"12{division}{organisation}{OrganisationCheck(organisation)}";
        return body + Check(body);
    }

    private static char OrganisationCheck(ReadOnlySpan<char> digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
            sum += OrganisationWeights[i] * (digits[i] - '0');
        return "0X987654321"[sum % 11];
    }

    private static char Check(string body)
    {
        int sum = 0;
        int weight = 1;
        foreach (char digit in body)
        {
            sum += Alphabet.IndexOf(digit, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - sum % 31) % 31];
    }
}
