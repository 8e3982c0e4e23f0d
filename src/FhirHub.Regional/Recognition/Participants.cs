using FhirHub.Engine.Resources;
using FhirHub.Regional.Booking;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>Reads institutions, the alliances they are in, and whether the policy's list has them; each once.</summary>
internal sealed class Participants(Ledger ledger, RecognitionTerms terms, DateTimeOffset time)
{
    private const int MaxAffiliations = 1000;
    private const int MaxLists = 10;

    // A ward of a department of a site of a hospital.
    private const int MostParts = 5;

    private readonly Dictionary<(ResourceKey, bool), Participant> _known = [];
    private HashSet<ResourceKey>? _listed;

    /// <summary>Somebody of whom no institution is known.</summary>
    public static Participant Unknown { get; } = new() { Name = "–" };

    /// <param name="organization">Which.</param>
    /// <param name="withNetworks">Whether its alliances matter.</param>
    /// <param name="cancellationToken">Given up.</param>
    public async Task<Participant> OfAsync(ActingOrganization organization, bool withNetworks, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((organization.Key, withNetworks), out var known))
            return known;
        return _known[(organization.Key, withNetworks)] = new Participant
        {
            Reference = organization.Reference,
            Name = organization.Name ?? organization.Reference,
            Level = organization.Level,
            Ownership = organization.Ownership,
            Divisions = DivisionPrefixes.Of(organization.Division),
            Networks = withNetworks ? await NetworksAsync(organization.Reference, cancellationToken) : [],
            IsListed = await IsListedAsync(organization.Key, cancellationToken),
        };
    }

    /// <summary>The institution of whoever made a result: itself, or that of a role.</summary>
    public async Task<Participant> OfAsync(IEnumerable<ResourceReference> performers, bool withNetworks, CancellationToken cancellationToken)
    {
        foreach (var reference in performers)
        {
            if (await InstitutionAsync(ledger, reference, cancellationToken) is { } organization)
                return await OfAsync(organization, withNetworks, cancellationToken);
        }

        return Unknown;
    }

    /// <summary>The institution of a reference: an organisation, or that of a role. A department, which has no level, stands for what it is a part of.</summary>
    /// <returns>Null where it leads to none.</returns>
    public static async Task<ActingOrganization?> InstitutionAsync(Ledger ledger, ResourceReference? reference, CancellationToken cancellationToken)
    {
        var key = References.Find(reference);
        if (key is { Type: "PractitionerRole" } role)
            key = References.Find((await ledger.FindAsync<PractitionerRole>(role, cancellationToken))?.Resource.Organization);
        ActingOrganization? institution = null;
        for (int i = 0; i < MostParts && key is { Type: "Organization" } part && await ledger.FindAsync<Organization>(part, cancellationToken) is { } found; i++)
        {
            var above = ActingOrganization.Of(found.Resource);
            if (institution is null || above.Level is not null)
                institution = above;
            if (above.Level is not null)
                break;
            key = References.Find(found.Resource.PartOf);
        }

        return institution;
    }

    private async Task<IReadOnlyCollection<Network>> NetworksAsync(string reference, CancellationToken cancellationToken)
    {
        var networks = new HashSet<Network>();
        foreach (string parameter in (string[])["primary-organization", "participating-organization"])
        {
            var found = await ledger.SearchAsync<OrganizationAffiliation>($"{parameter}={Uri.EscapeDataString(reference)}", MaxAffiliations, cancellationToken);
            foreach (var affiliation in found.Select(a => a.Resource).Where(Holds))
            {
                if (References.Find(affiliation.Organization) is { } lead)
                    networks.UnionWith(affiliation.Code.SelectMany(c => c.Coding).Where(c => c.System == NationalBase.AllianceKinds).Select(c => new Network(lead.ToString(), c.Code ?? "")));
            }
        }

        return networks;
    }

    private bool Holds(OrganizationAffiliation affiliation) =>
        affiliation.Active != false && ChinaPeriod.Covers(affiliation.Period, time);

    private async Task<bool> IsListedAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        if (terms.InstitutionList.Value is not { } identifier)
            return false;
        if (_listed is null)
        {
            string[] parts = identifier.Split('|', 2);
            var lists = await ledger.SearchAsync<List>($"status=current&identifier={new Token(parts[0], parts[1]).ForSearch()}", MaxLists, cancellationToken);
            _listed = lists.SelectMany(l => l.Resource.Entry).Where(e => e.Deleted != true).Select(e => References.Find(e.Item)).OfType<ResourceKey>().ToHashSet();
        }

        return _listed.Contains(key);
    }
}
