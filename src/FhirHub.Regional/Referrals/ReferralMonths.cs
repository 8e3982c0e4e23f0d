using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>The months that a report covers, as China counts them.</summary>
internal static class ReferralMonths
{
    /// <summary>More would be a mistake rather than a report.</summary>
    private const int Most = 120;

    // Of which each month has a beginning and an end that can be written.
    private const int FirstYear = 1900, LastYear = 9998;

    /// <summary>The first moment of each month, the earliest first.</summary>
    /// <exception cref="FhirException">Invalid: no months, or too many.</exception>
    public static IReadOnlyList<DateTimeOffset> Between(OperationInput input)
    {
        var from = FirstOf(input, "from");
        var to = FirstOf(input, "to");
        int count = ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;
        return count is > 0 and <= Most
            ? [.. Enumerable.Range(0, count).Select(i => from.AddMonths(i))]
            : throw FhirException.Invalid("parameter-invalid", $"From 'from' to 'to' are 1 to {Most} months, not {count}.", input.PathOf("to"));
    }

    private static DateTimeOffset FirstOf(OperationInput input, string name)
    {
        string text = input.Get<Date>(name).Value ?? string.Empty;
        return text.Length >= 7 && DateTime.TryParseExact(text[..7], "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= FirstYear and <= LastYear
            ? new DateTimeOffset(month, ChinaTime.Offset)
            : throw FhirException.Invalid("parameter-invalid", $"'{name}' names a month, as YYYY-MM, or a day of it, from {FirstYear} to {LastYear}.", input.PathOf(name));
    }
}
