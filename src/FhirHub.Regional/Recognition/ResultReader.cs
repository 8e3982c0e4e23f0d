using FhirHub.Engine.Indexing.Values;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace FhirHub.Regional.Recognition;

/// <summary>Reads what a decision needs of a result.</summary>
internal static class ResultReader
{
    /// <summary>Whether it still says anything: it was not withdrawn.</summary>
    public static bool Counts(Observation result) => result.Status is not (ObservationStatus.Cancelled or ObservationStatus.EnteredInError);

    /// <summary>Its status, where that is not final; null where it is.</summary>
    public static string? OpenStatus(Observation result) => result.Status switch
    {
        ObservationStatus.Final or ObservationStatus.Amended or ObservationStatus.Corrected => null,
        { } status => EnumUtility.GetLiteral(status),
        null => "unknown",
    };

    /// <summary>Of UCUM; null for a value without, and for what is no quantity.</summary>
    public static string? UnitOf(Observation result) =>
        result.Value is Quantity { System: Units.System, Code: { Length: > 0 } unit } ? unit : null;

    public static ResultFacts Read(Observation result)
    {
        var range = result.ReferenceRange.FirstOrDefault(r => r.Low is not null || r.High is not null);
        return new ResultFacts(
            [.. new[] { result.Method?.Text }.Concat(result.Method?.Coding.SelectMany(c => new[] { c.Display, c.Code }) ?? []).OfType<string>()],
            UnitOf(result),
            range is null ? null : LimitsOf(range, result.Value as Quantity));
    }

    /// <summary>In the unit of the value; null where a limit is in one that does not convert to it.</summary>
    private static ReferenceLimits? LimitsOf(Observation.ReferenceRangeComponent range, Quantity? value)
    {
        decimal? low = LimitOf(range.Low, value), high = LimitOf(range.High, value);
        return (low is null && range.Low is not null) || (high is null && range.High is not null) ? null : new ReferenceLimits(low, high);
    }

    /// <summary>A limit that tells no unit is in that of the value.</summary>
    private static decimal? LimitOf(Quantity? limit, Quantity? value)
    {
        if (Numbers.Of(limit?.ValueElement) is not { } number)
            return null;
        if (limit is { System: Units.System, Code: { Length: > 0 } from })
            return value is { System: Units.System, Code: { Length: > 0 } to } ? Units.Convert(number, from, to) : null;
        string? told = limit!.Code ?? limit.Unit;
        return told is null || told == value?.Unit || told == value?.Code ? number : null;
    }
}
