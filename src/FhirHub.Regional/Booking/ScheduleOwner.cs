using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>Whose sources those of a schedule are.</summary>
/// <param name="Institution">The institution with a level that its actors belong to.</param>
/// <param name="Practitioner">The doctor; null for a service or a place.</param>
/// <param name="IsExpert">Whether the doctor is a chief or associate chief physician.</param>
internal sealed record ScheduleOwner(ActingOrganization Institution, ResourceReference? Practitioner, bool IsExpert)
{
    private const string Titles = NationalBase.Systems + "practitioner-title";

    // Departments are parts of departments, at most so deep.
    private const int MaxParents = 5;
    private const int AtOnce = 500;
    private static readonly string[] Experts = ["chief", "associate-chief"];

    /// <summary>Null where no actor belongs to an institution with a level.</summary>
    public static async Task<ScheduleOwner?> OfAsync(Schedule schedule, Ledger ledger, CancellationToken cancellationToken)
    {
        ActingOrganization? institution = null;
        ResourceReference? doctor = null;
        foreach (var actor in schedule.Actor)
        {
            if (References.Find(actor) is not { } key)
                continue;
            var (organization, practitioner) = await ReadAsync(key, ledger, cancellationToken);
            doctor ??= practitioner ?? (key.Type == "Practitioner" ? actor : null);
            institution ??= await InstitutionAsync(organization, ledger, cancellationToken);
        }

        return institution is null ? null : new ScheduleOwner(institution, doctor, await IsExpertAsync(doctor, ledger, cancellationToken));
    }

    /// <summary>The institutions with a level that organisations are, or belong to.</summary>
    public static async Task<IReadOnlySet<ResourceKey>> InstitutionsAsync(IEnumerable<ResourceKey> organizations, Ledger ledger, CancellationToken cancellationToken)
    {
        var (institutions, seen) = (new HashSet<ResourceKey>(), new HashSet<ResourceKey>());
        var asked = organizations.Where(seen.Add).ToList();
        for (int i = 0; i < MaxParents && asked.Count > 0; i++)
        {
            var parents = new List<ResourceKey>();
            foreach (var some in asked.Chunk(AtOnce))
            {
                foreach (var organization in await ledger.SearchAsync<Organization>($"_id={string.Join(',', some.Select(k => k.Id))}", AtOnce, cancellationToken))
                {
                    if (ActingOrganization.Of(organization.Resource).Level is not null)
                        institutions.Add(organization.Key);
                    else if (References.Find(organization.Resource.PartOf) is { Type: "Organization" } parent && seen.Add(parent))
                        parents.Add(parent);
                }
            }

            asked = parents;
        }

        return institutions;
    }

    private static async Task<(ResourceReference? Organization, ResourceReference? Practitioner)> ReadAsync(ResourceKey key, Ledger ledger, CancellationToken cancellationToken) => key.Type switch
    {
        "PractitionerRole" when await ledger.FindAsync<PractitionerRole>(key, cancellationToken) is { } role => (role.Resource.Organization, role.Resource.Practitioner),
        "HealthcareService" when await ledger.FindAsync<HealthcareService>(key, cancellationToken) is { } service => (service.Resource.ProvidedBy, null),
        "Location" when await ledger.FindAsync<Location>(key, cancellationToken) is { } location => (location.Resource.ManagingOrganization, null),
        _ => (null, null),
    };

    private static async Task<ActingOrganization?> InstitutionAsync(ResourceReference? reference, Ledger ledger, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MaxParents && References.Find(reference) is { Type: "Organization" } key; i++)
        {
            if (await ledger.FindAsync<Organization>(key, cancellationToken) is not { } organization)
                return null;
            var institution = ActingOrganization.Of(organization.Resource);
            if (institution.Level is not null)
                return institution;
            reference = organization.Resource.PartOf;
        }

        return null;
    }

    private static async Task<bool> IsExpertAsync(ResourceReference? doctor, Ledger ledger, CancellationToken cancellationToken) =>
        References.Find(doctor) is { Type: "Practitioner" } key
        && await ledger.FindAsync<Practitioner>(key, cancellationToken) is { } practitioner
        && practitioner.Resource.Qualification.SelectMany(q => q.Code.Coding).Any(c => c.System == Titles && Experts.Contains(c.Code));
}
