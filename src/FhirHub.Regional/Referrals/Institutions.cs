using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>Institutions as referrals see them: their levels, whom a reference stands for, and who is allied with whom.</summary>
internal static class Institutions
{
    // Beds are parts of rooms, wards, buildings, sites.
    private const int MaxPlaces = 6;
    private static readonly string[] Levels = ["village-clinic", "primary", "secondary", "tertiary"];

    /// <summary>How high an institution is; null where it has no level.</summary>
    public static int? RankOf(ActingOrganization institution) => Array.IndexOf(Levels, institution.Level) is var rank and >= 0 ? rank : null;

    /// <summary>Whether patients begin there: village clinics, community centres, township hospitals.</summary>
    public static bool IsPrimary(ActingOrganization institution) => institution.Level is "village-clinic" or "primary";

    /// <summary>
    /// The institution that a reference stands for: an Organization, or where a PractitionerRole, HealthcareService or Location belongs to. A department stands
    /// for the institution that it is part of.
    /// </summary>
    /// <returns>Null where it stands for none.</returns>
    public static async Task<ResourceKey?> BehindAsync(ResourceReference? reference, Ledger ledger, CancellationToken cancellationToken)
    {
        var owner = References.Find(reference) switch
        {
            { Type: "Organization" } key => key,
            { Type: "PractitionerRole" } key => References.Find((await ledger.FindAsync<PractitionerRole>(key, cancellationToken))?.Resource.Organization),
            { Type: "HealthcareService" } key => References.Find((await ledger.FindAsync<HealthcareService>(key, cancellationToken))?.Resource.ProvidedBy),
            { Type: "Location" } key => await OwnerAsync(key, ledger, cancellationToken),
            _ => null,
        };
        return owner is { Type: "Organization" } organization ? (await FindAsync(organization, ledger, cancellationToken))?.Key ?? organization : null;
    }

    /// <summary>The institution that an organisation is, or is a department of; null where there is none.</summary>
    public static async Task<ActingOrganization?> FindAsync(ResourceKey key, Ledger ledger, CancellationToken cancellationToken) =>
        await ledger.FindAsync<Organization>(key, cancellationToken) is { } organization
            ? await ActingOrganization.InstitutionAsync(organization.Resource, async above => (await ledger.FindAsync<Organization>(above, cancellationToken))?.Resource)
            : null;

    /// <summary>The same of who is to receive a patient: a role that has ended, or a service that is closed, stands for none any more.</summary>
    public static async Task<ResourceKey?> ServingAsync(ResourceReference? reference, DateTimeOffset now, Ledger ledger, CancellationToken cancellationToken)
    {
        bool closed = References.Find(reference) switch
        {
            { Type: "PractitionerRole" } key => await ledger.FindAsync<PractitionerRole>(key, cancellationToken) is { } role && !Serves(role.Resource, now),
            { Type: "HealthcareService" } key => await ledger.FindAsync<HealthcareService>(key, cancellationToken) is { Resource.Active: false },
            _ => false,
        };
        return closed ? null : await BehindAsync(reference, ledger, cancellationToken);
    }

    /// <exception cref="FhirException">Unprocessable: there is no such institution, or it is not active.</exception>
    public static async Task<ActingOrganization> ReadAsync(ResourceKey key, string expression, Ledger ledger, CancellationToken cancellationToken)
    {
        var organization = await ledger.GetAsync<Organization>(new ResourceReference(key.ToString()), expression, cancellationToken);
        return organization.Resource.Active != false
            ? ActingOrganization.Of(organization.Resource)
            : throw FhirException.Unprocessable("business-rule", "organization-inactive", $"{key} is not active.", expression).InChinese($"{key} 已停用。");
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
        return (await ledger.SearchAsync<CarePlan>(criteria, 100, cancellationToken)).Any(p => ChinaPeriod.Covers(p.Resource.Period, call.Now));
    }

    /// <summary>Whether somebody is of the staff of an institution now.</summary>
    /// <param name="reference">A PractitionerRole, or a Practitioner who has one.</param>
    /// <param name="institution">Where.</param>
    /// <param name="call">Where the reference stands, for errors, and when.</param>
    /// <param name="parameter">As which.</param>
    /// <param name="ledger">Where to look.</param>
    /// <param name="cancellationToken">Given up.</param>
    public static async Task<bool> IsStaffAsync(
        ResourceReference reference, ResourceKey institution, OperationCall call, string parameter, Ledger ledger, CancellationToken cancellationToken)
    {
        string expression = call.Input.PathOf(parameter);
        if (References.Find(reference) is { Type: "PractitionerRole" })
        {
            var found = await ledger.GetAsync<PractitionerRole>(reference, expression, cancellationToken);
            return Serves(found.Resource, call.Now) && await BehindAsync(found.Resource.Organization, ledger, cancellationToken) == institution && await IsActiveAsync(found.Resource.Practitioner, ledger, cancellationToken);
        }

        var person = await ledger.GetAsync<Practitioner>(reference, expression, cancellationToken);
        return person.Resource.Active != false && (await RolesAsync(person.Key, institution, ledger, cancellationToken)).Any(r => Serves(r, call.Now));
    }

    /// <summary>Whether an institution, or somebody of its staff then or now, is among those who made something.</summary>
    public static async Task<bool> MadeAsync(IEnumerable<ResourceReference?> makers, ResourceKey institution, Ledger ledger, CancellationToken cancellationToken)
    {
        foreach (var maker in makers)
        {
            bool made = References.Find(maker) is { Type: "Practitioner" } person
                ? (await RolesAsync(person, institution, ledger, cancellationToken)).Count > 0
                : await BehindAsync(maker, ledger, cancellationToken) == institution;
            if (made)
                return true;
        }

        return false;
    }

    /// <summary>The roles of somebody in an institution, or in a department of it.</summary>
    private static async Task<IReadOnlyList<PractitionerRole>> RolesAsync(ResourceKey person, ResourceKey institution, Ledger ledger, CancellationToken cancellationToken)
    {
        var roles = new List<PractitionerRole>();
        foreach (var role in await ledger.SearchAsync<PractitionerRole>($"practitioner={person}", 100, cancellationToken))
        {
            if (await BehindAsync(role.Resource.Organization, ledger, cancellationToken) == institution)
                roles.Add(role.Resource);
        }

        return roles;
    }

    /// <summary>Whose a place is; a bed may leave it to its ward or site.</summary>
    private static async Task<ResourceKey?> OwnerAsync(ResourceKey place, Ledger ledger, CancellationToken cancellationToken)
    {
        ResourceKey? next = place;
        for (int i = 0; i < MaxPlaces && next is { Type: "Location" } key && await ledger.FindAsync<Location>(key, cancellationToken) is { } found; i++)
        {
            if (found.Resource.ManagingOrganization is { } owner)
                return References.Find(owner);
            next = References.Find(found.Resource.PartOf);
        }

        return null;
    }

    private static bool Serves(PractitionerRole role, DateTimeOffset now) => role.Active != false && ChinaPeriod.Covers(role.Period, now);

    private static async Task<bool> IsActiveAsync(ResourceReference? practitioner, Ledger ledger, CancellationToken cancellationToken) =>
        References.Find(practitioner) is not { Type: "Practitioner" } person || await ledger.FindAsync<Practitioner>(person, cancellationToken) is not { Resource.Active: false };

    private static async Task<HashSet<ResourceKey>> LeadsOfAsync(ResourceKey member, string[] forms, DateTimeOffset now, Ledger ledger, CancellationToken cancellationToken)
    {
        var affiliations = await ledger.SearchAsync<OrganizationAffiliation>($"participating-organization={member}", 1000, cancellationToken);
        return
        [
            member,
            .. affiliations.Select(a => a.Resource)
                .Where(a => a.Active != false && ChinaPeriod.Covers(a.Period, now) && a.Code.SelectMany(c => c.Coding).Any(c => c.System == NationalBase.AllianceKinds && forms.Contains(c.Code)))
                .Select(a => References.Find(a.Organization)).OfType<ResourceKey>(),
        ];
    }
}
