namespace FhirHub.DefinitionsTests;

/// <summary>The last characters of identity numbers (GB 11643) and credit codes (GB 32100).</summary>
internal static class CheckCharacters
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static char OfIdentityNumber(string number) =>
        "10X98765432"[Weights.Select((weight, i) => weight * (number[i] - '0')).Sum() % 11];

    public static char OfCreditCode(string code)
    {
        var (sum, weight) = (0, 1);
        foreach (var character in code[..17])
        {
            sum += weight * Alphabet.IndexOf(character, StringComparison.Ordinal);
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31];
    }
}
