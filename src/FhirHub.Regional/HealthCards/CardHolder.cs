using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>A resident as the bearer of cards.</summary>
internal static class CardHolder
{
    public const string Profile = "https://fhirhub.example/fhir/cn-base/StructureDefinition/cn-patient";

    // Visit cards are numbered by each hospital for itself: a number may stand in as many records as there are hospitals, and none may be overlooked.
    private const int MaxBearers = 5000;

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>The province's day.</summary>
    public static string Day(DateTimeOffset moment) => moment.ToOffset(China).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The record that took the place of this one; null for none.</summary>
    public static ResourceReference? ReplacedBy(Patient patient) =>
        patient.Link.FirstOrDefault(l => l.Type == Patient.LinkType.ReplacedBy)?.Other;

    public static bool IsDeceased(Patient patient) => patient.Deceased is FhirDateTime or FhirBoolean { Value: true };

    /// <summary>A resident who is called for, living, and not merged into another record.</summary>
    /// <exception cref="FhirException">Not found, or refused.</exception>
    public static async Task<Reading<Patient>> GetAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await GetRecordAsync(call, ledger, cancellationToken);
        RequireLiving(patient);
        return patient;
    }

    /// <summary>The record that is called for, of the living or not: what ends a card must reach the record that the card serves from.</summary>
    /// <exception cref="FhirException">Not found, or refused: it was merged into another.</exception>
    public static async Task<Reading<Patient>> GetRecordAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await ledger.GetAsync<Patient>(call.RequiredInstance, cancellationToken);
        RequireNotReplaced(patient);
        return patient;
    }

    /// <summary>Who asked before the health card last changed did not know of it; that the record changed otherwise does not matter.</summary>
    /// <exception cref="FhirException">Conflict: with the state of the health card now.</exception>
    public static async Task RequireKnownAsync(OperationCall call, Ledger ledger, Reading<Patient> patient, IdentifierSystems systems, CancellationToken cancellationToken)
    {
        if (!await ledger.IsNewsAsync(patient, call, p => string.Join(' ', StatesOf(p)), cancellationToken))
            return;
        string now = StatesOf(patient.Resource).LastOrDefault("none");
        throw HealthCardRules.State.Conflict(now, patient.Key, now);

        List<string> StatesOf(Patient of) => [.. CardIdentifiers.HealthCardsOf(of, systems).Select(CardIdentifiers.StateOf)];
    }

    /// <exception cref="FhirException">Refused.</exception>
    public static void RequireCurrent(Reading<Patient> patient)
    {
        RequireNotReplaced(patient);
        RequireLiving(patient);
    }

    /// <exception cref="FhirException">Refused.</exception>
    public static void RequireNotReplaced(Reading<Patient> patient)
    {
        if (ReplacedBy(patient.Resource) is { } other)
            throw HealthCardRules.RecordReplaced.Refuse(PolicySource.Default, patient.Key, other.Reference ?? "-");
    }

    private static void RequireLiving(Reading<Patient> patient)
    {
        if (IsDeceased(patient.Resource))
            throw HealthCardRules.NotLiving.Refuse(PolicySource.Default, patient.Key);
    }

    /// <summary>Has the record held against the profile of residents, as everything is that carries a card.</summary>
    public static void ClaimProfile(Patient patient)
    {
        patient.Meta ??= new Meta();
        if (!patient.Meta.Profile.Any(p => p == Profile || p?.StartsWith(Profile + "|", StringComparison.Ordinal) == true))
            patient.Meta.Profile = [.. patient.Meta.Profile, Profile];
    }

    /// <summary>The records of those who live under a number now.</summary>
    public static async Task<IReadOnlyList<Reading<Patient>>> SearchAsync(
        Ledger ledger, IdentifierSystems systems, string system, string value, CancellationToken cancellationToken)
    {
        var found = await ledger.SearchAsync<Patient>(systems.Criteria(system, value), MaxBearers, cancellationToken);
        if (found.Count == MaxBearers)
            throw FhirException.Unprocessable("too-costly", "identifier-too-common", $"{MaxBearers} records or more have this number: it stands for nobody.");
        return [.. found.Where(p => ReplacedBy(p.Resource) is null)];
    }

    /// <summary>Tells the resident.</summary>
    public static void Notify(OperationCall call, Ledger ledger, ResourceKey patient, string happened) => ledger.Notify(new()
    {
        Time = call.Now.UtcDateTime,
        Topic = "health-card",
        Event = happened,
        Recipient = patient.ToString(),
        Focus = patient.ToString(),
        Subject = patient.ToString(),
        Pack = call.Policy.Pack,
    });
}
