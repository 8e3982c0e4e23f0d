using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>Times that are asked for: a year, a month or a day is the whole of it.</summary>
internal static class AsOf
{
    private const int DayLength = 10;

    /// <summary>Null where it is not given.</summary>
    public static DateTimeOffset? First(OperationInput input, string name) =>
        input.Find<FhirDateTime>(name) is { Value: not null } time ? ChinaPeriod.BeginOf(time) : null;

    /// <summary>The same; to the millisecond, as searches go.</summary>
    public static DateTimeOffset? Last(OperationInput input, string name) => input.Find<FhirDateTime>(name) switch
    {
        { Value.Length: <= DayLength } day => ChinaPeriod.EndOf(day).AddMilliseconds(-1),
        { Value: not null } moment => ChinaPeriod.BeginOf(moment),
        _ => null,
    };
}
