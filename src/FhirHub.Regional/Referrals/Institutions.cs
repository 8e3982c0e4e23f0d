using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>Institutions as referrals see them: their levels, whom a reference stands for, and who is allied with whom.</summary>
internal static class Institutions
{
    private static readonly string[] Levels = ["village-clinic", "primary", "secondary", "tertiary"];

    /// <summary>How high an institution is; null where it has no level.</summary>
    public static int? RankOf(ActingOrganization institution) => Array.IndexOf(Levels, institution.Level) is var rank and >= 0 ? rank : null;

    /// <summary>Whether patients begin there: village clinics, community centres, township hospitals.</summary>
    public static bool IsPrimary(ActingOrganization institution) => institution.Level is "village-clinic" or "primary";

    /// <summary>The institution that a reference stands for: an Organization, or where a PractitionerRole, HealthcareService or Location belongs to.</summary>
    /// <returns>Null where it stands for none.</returns>
    public static async Task<ResourceKey?> BehindAsync(ResourceReference? reference, Ledger ledger, CancellationToken cancellationToken) => References.Find(reference) switch
    {
        { Type: "Organization" } key => key,
        { Type: "PractitionerRole" } key => References.Find((await ledger.FindAsync<PractitionerRole>(key, cancellationToken))?.Resource.Organization),
        { Type: "HealthcareService" } key => References.Find((await ledger.FindAsync<HealthcareService>(key, cancellationToken))?.Resource.ProvidedBy),
        { Type: "Location" } key => References.Find((await ledger.FindAsync<Location>(key, cancellationToken))?.Resource.ManagingOrganization),
        _ => null,
    };

    /// <exception cref="FhirException">Unprocessable: there is no such institution, or it is not active.</exception>
    public static async Task<ActingOrganization> ReadAsync(ResourceKey key, string expression, Ledger ledger, CancellationToken cancellationToken)
    {
        var organization = await ledger.GetAsync<Organization>(new ResourceReference(key.ToString()), expression, cancellationToken);
        return organization.Resource.Active != false
            ? ActingOrganization.Of(organization.Resource)
            : throw FhirException.Unprocessable("business-rule", "organization-inactive", $"{key} is not active.", expression);
    }

    /// <summary>Whether two institutions are of one alliance: one leads the other, or both are led by a third.</summary>
    public static async Task<bool> AreAlliedAsync(ResourceKey one, ResourceKey other, Policy policy, DateTimeOffset now, Ledger ledger, CancellationToken cancellationToken)
    {
        string[] forms = policy.Get<string[]>("alliance", "forms").Value;
        var leads = await LeadsOfAsync(one, forms, now, ledger, cancellationToken);
        return leads.Overlaps(await LeadsOfAsync(other, forms, now, ledger, cancellationToken));
    }

    /// <summary>Whether a resident has signed with a family doctor.</summary>
    public static async Task<bool> IsSignedAsync(ResourceKey patient, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        string criteria = $"subject={patient}&status=active&category={Uri.EscapeDataString(ReferralCodes.PlanKinds + "|family-doctor-signing")}";
        return (await ledger.SearchAsync<CarePlan>(criteria, 100, cancellationToken)).Any(p => Covers(p.Resource.Period, call.Now));
    }

    /// <summary>Whether somebody is of the staff of an institution.</summary>
    /// <param name="reference">A PractitionerRole, or a Practitioner who has one.</param>
    /// <param name="institution">Where.</param>
    /// <param name="expression">Where the reference stands, for errors.</param>
    /// <param name="ledger">Where to look.</param>
    /// <param name="cancellationToken">Given up.</param>
    public static async Task<bool> IsStaffAsync(ResourceReference reference, ResourceKey institution, string expression, Ledger ledger, CancellationToken cancellationToken)
    {
        if (References.Find(reference) is { Type: "PractitionerRole" } role)
        {
            var found = await ledger.GetAsync<PractitionerRole>(reference, expression, cancellationToken);
            return found.Resource.Active != false && References.LeadTo(found.Resource.Organization, institution);
        }

        var person = await ledger.GetAsync<Practitioner>(reference, expression, cancellationToken);
        var roles = await ledger.SearchAsync<PractitionerRole>($"practitioner={person.Key}&organization={institution}", 100, cancellationToken);
        return roles.Any(r => r.Resource.Active != false);
    }

    public static bool Covers(Period? period, DateTimeOffset moment) =>
        period is null || ((period.StartElement is not { } start || Begin(start) <= moment) && (period.EndElement is not { } end || moment < End(end)));

    private static async Task<HashSet<ResourceKey>> LeadsOfAsync(ResourceKey member, string[] forms, DateTimeOffset now, Ledger ledger, CancellationToken cancellationToken)
    {
        var affiliations = await ledger.SearchAsync<OrganizationAffiliation>($"participating-organization={member}", 1000, cancellationToken);
        return
        [
            member,
            .. affiliations.Select(a => a.Resource)
                .Where(a => a.Active != false && Covers(a.Period, now) && a.Code.SelectMany(c => c.Coding).Any(c => c.System == ReferralCodes.AllianceKinds && forms.Contains(c.Code)))
                .Select(a => References.Find(a.Organization)).OfType<ResourceKey>(),
        ];
    }

    private static DateTimeOffset Begin(FhirDateTime time) => time.TryToDateTimeOffset(out var exact) ? exact : FirstDayOf(time.Value!);

    /// <summary>An end that is a day, a month or a year includes it.</summary>
    private static DateTimeOffset End(FhirDateTime time) => time.Value!.Length switch
    {
        4 => FirstDayOf(time.Value).AddYears(1),
        7 => FirstDayOf(time.Value).AddMonths(1),
        10 => FirstDayOf(time.Value).AddDays(1),
        _ => Begin(time),
    };

    private static DateTimeOffset FirstDayOf(string text)
    {
        string day = (text + "-01-01")[..10];
        return new DateTimeOffset(DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), ChinaTime.Offset);
    }
}
