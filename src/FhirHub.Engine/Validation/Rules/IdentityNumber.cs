using System.Globalization;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>The identity number of a citizen, GB 11643-1999: division (6), birth date (8), sequence (3, odd for men), check character.</summary>
/// <param name="BirthDate">YYYY-MM-DD.</param>
/// <param name="Gender">male or female.</param>
public readonly record struct IdentityNumber(string BirthDate, string Gender)
{
    private const string Checks = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>What is wrong with it, a clause; null when nothing is.</summary>
    public static (string English, string Chinese)? Fault(string number)
    {
        if (number.Length != 18 || number.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9') || !(char.IsAsciiDigit(number[17]) || number[17] == 'X'))
            return ("17 digits and a check character", "应为 17 位数字加校验码");
        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return ("the birth date does not exist", "出生日期不存在");
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += (number[i] - '0') * Weights[i];
        return Checks[sum % 11] == number[17] ? null : ("check character", "校验码");
    }

    /// <summary>What a number without fault says of its bearer.</summary>
    public static IdentityNumber Of(string number) =>
        new($"{number[6..10]}-{number[10..12]}-{number[12..14]}", (number[16] - '0') % 2 == 1 ? "male" : "female");
}
