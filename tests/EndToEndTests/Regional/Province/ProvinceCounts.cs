namespace FhirHub.EndToEndTests.Regional.Province;

/// <summary>How much of everything there is on a server.</summary>
internal static class ProvinceCounts
{
    private const string States = "https://fhirhub.example/fhir/cn-base/CodeSystem/referral-state";

    public static readonly string[] ReferralStates =
        ["requested", "received", "accepted", "rejected", "info-requested", "scheduled", "admitted", "completed", "cancelled"];

    private static readonly string[] Types =
    [
        "Organization", "OrganizationAffiliation", "Location", "CareTeam", "Practitioner", "PractitionerRole", "Schedule", "Slot", "Patient", "CarePlan", "Appointment", "Encounter",
        "DiagnosticReport", "Observation", "ImagingStudy", "ServiceRequest", "Task", "Composition", "Consent", "Provenance", "AuditEvent",
    ];

    private static readonly string[] Others =
    [
        "ServiceRequest?status=draft", "Appointment?status=booked", "Appointment?status=cancelled", "Appointment?status=checked-in", "Appointment?status=fulfilled",
        "Slot?status=free", "Slot?status=busy", "Encounter?status=finished", "Encounter?status=in-progress",
    ];

    /// <summary>By type, state of referrals, and status.</summary>
    public static async Task<SortedDictionary<string, long>> OfAsync(HttpClient http)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (string path in Types.Concat(Others).Concat(ReferralStates.Select(PathOf)))
            counts[path] = await CountAsync(http, path);
        return counts;
    }

    public static string PathOf(string state) => $"Task?business-status={States}%7C{state}";

    public static async Task<long> CountAsync(HttpClient http, string path)
    {
        var answer = (await http.FetchAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}_summary=count")).Expect(HttpStatusCode.OK);
        return (long)answer.Json["total"]!;
    }

    /// <summary>All versions of everything.</summary>
    public static Task<long> VersionsAsync(HttpClient http) => CountAsync(http, "_history");
}
