using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>All that belongs to a referral, from the first request up to the last one down: what a record of it holds, each resource once.</summary>
internal sealed class ReferralChain(Ledger ledger)
{
    private const int Most = 1000;
    private const int MostLinks = 100;
    private readonly Dictionary<ResourceKey, Resource> _resources = [];
    private ResourceKey? _patient;

    /// <summary>The requests, in the order in which they follow from each other.</summary>
    public List<ReferralLink> Links { get; } = [];

    public IEnumerable<KeyValuePair<ResourceKey, Resource>> Resources => _resources;

    /// <summary>Collects the chain that a request is part of.</summary>
    public async Task CollectAsync(Reading<ServiceRequest> start, CancellationToken cancellationToken)
    {
        _patient = References.Find(start.Resource.Subject);
        var waiting = new Queue<Reading<ServiceRequest>>([await FirstAsync(start, cancellationToken)]);
        while (waiting.TryDequeue(out var request))
        {
            if (_resources.ContainsKey(request.Key))
                continue;
            if (Links.Count == MostLinks)
                throw ReferralRules.ChainTooLong.Refuse(Policies.PolicySource.Default, MostLinks);
            Links.Add(await LinkAsync(request, cancellationToken));
            foreach (var next in await ledger.SearchAsync<ServiceRequest>($"based-on={request.Key}&_sort=authored", Most, cancellationToken))
            {
                if (IsOfChain(next.Resource))
                    waiting.Enqueue(next);
            }
        }
    }

    /// <summary>Whatever refers to what: a chain is of one patient.</summary>
    private bool IsOfChain(ServiceRequest request) => ReferralCodes.KindOf(request) is not null && References.Find(request.Subject) == _patient;

    private async Task<Reading<ServiceRequest>> FirstAsync(Reading<ServiceRequest> request, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ResourceKey> { request.Key };
        while (request.Resource.BasedOn.Select(References.Find).FirstOrDefault(k => k is { Type: "ServiceRequest" }) is { } key
            && seen.Add(key) && await ledger.FindAsync<ServiceRequest>(key, cancellationToken) is { } before && IsOfChain(before.Resource))
            request = before;
        return request;
    }

    private async Task<ReferralLink> LinkAsync(Reading<ServiceRequest> request, CancellationToken cancellationToken)
    {
        var resource = request.Resource;
        _resources[request.Key] = resource;
        var link = new ReferralLink(request.Key, resource);
        await AddAsync(link.Parties, [resource.Subject, resource.Requester, .. resource.Performer], cancellationToken);
        await AddAsync(link.Papers, [.. resource.SupportingInfo, .. resource.ReasonReference], cancellationToken);
        await AddAsync(link.Visits, [resource.Encounter], cancellationToken);
        foreach (var task in await ledger.SearchAsync<FhirTask>($"focus={request.Key}", Most, cancellationToken))
        {
            if (ReferralStates.Find(task.Resource.BusinessStatus) is null)
                continue;
            _resources[task.Key] = task.Resource;
            link.Tasks.Add(task.Key);
            await AddAsync(link.Parties, [task.Resource.Requester, task.Resource.Owner, ValueOf(task.Resource, ReferralCodes.ReceiverUrl), ValueOf(task.Resource, ReferralCodes.CoordinatorUrl)], cancellationToken);
            await AddAsync(link.Papers, task.Resource.Input.Select(i => i.Value as ResourceReference), cancellationToken);
            var outputs = task.Resource.Output.Select(o => o.Value as ResourceReference).ToLookup(r => References.Find(r) is { Type: "Encounter" or "Appointment" });
            await AddAsync(link.Visits, [.. outputs[true], task.Resource.Location], cancellationToken);
            await AddAsync(link.Papers, outputs[false], cancellationToken);
            foreach (var provenance in await ledger.SearchAsync<Provenance>($"target={task.Key}", Most, cancellationToken))
            {
                _resources[provenance.Key] = provenance.Resource;
                link.Traces.Add(provenance.Key);
            }
        }

        return link;
    }

    /// <summary>What references lead to, where it is here.</summary>
    private async Task AddAsync(List<ResourceKey> section, IEnumerable<ResourceReference?> references, CancellationToken cancellationToken)
    {
        foreach (var key in references.Select(References.Find).OfType<ResourceKey>())
        {
            if (!_resources.ContainsKey(key) && await ledger.FindAsync<Resource>(key, cancellationToken) is { } found)
                _resources[key] = found.Resource;
            if (_resources.ContainsKey(key) && !section.Contains(key))
                section.Add(key);
        }
    }

    private static ResourceReference? ValueOf(FhirTask task, string url) => task.GetExtension(url)?.Value as ResourceReference;
}
