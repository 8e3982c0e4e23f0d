namespace FhirHub.Samples.Province;

/// <summary>The steps of a referral as its operations are called, and the states they lead to.</summary>
internal static class ReferralPath
{
    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal)
    {
        ["submit"] = "requested",
        ["receive"] = "received",
        ["accept"] = "accepted",
        ["reject"] = "rejected",
        ["request-information"] = "info-requested",
        ["provide-information"] = "received",
        ["schedule"] = "scheduled",
        ["admit"] = "admitted",
        ["complete"] = "completed",
        ["cancel"] = "cancelled",
    };

    public static IEnumerable<string> Steps => States.Keys;

    /// <summary>Null for what is no step.</summary>
    public static string? StateAfter(string step) => States.GetValueOrDefault(step);

    /// <summary>Whether the requester takes it, rather than the receiver.</summary>
    public static bool IsOfRequester(string step) => step is "submit" or "provide-information" or "cancel";
}
