using System.Globalization;

namespace FhirHub.Samples.People;

/// <summary>Resident identity numbers, GB 11643: division, birth date, order code (odd for men), check digit.</summary>
internal static class IdentityNumber
{
    /// <summary>Order codes of one sex.</summary>
    private const int Orders = 499;

    private const string Checks = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <param name="division">Six digits of GB/T 2260.</param>
    /// <param name="turn">How many numbers of the division went before: those of 499 people in a row differ in their order code.</param>
    public static string Of(string division, DateOnly birth, Sex sex, int turn)
    {
        int order = (turn * 37 + division[5] * 113 + division[3] * 59) % Orders * 2 + (sex == Sex.Male ? 1 : 2);
        string body = string.Create(CultureInfo.InvariantCulture, $"{division}{birth.Year * 10000 + birth.Month * 100 + birth.Day}{order:D3}");
        return body + Check(body);
    }

    private static char Check(string body)
    {
        int sum = 0;
        for (int i = 0; i < Weights.Length; i++)
            sum += Weights[i] * (body[i] - '0');
        return Checks[sum % 11];
    }
}
