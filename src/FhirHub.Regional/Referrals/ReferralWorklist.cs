using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// <c>Task/$worklist</c>: the referrals of an institution, those to act on by default, the earliest deadline first, with their requests. A search by index;
/// its further pages are pages of that search.
/// </summary>
/// <param name="links">Makes the link to the next page; null where it is not called.</param>
internal sealed class ReferralWorklist(IPageLinks? links) : IRegionalOperation
{
    private const string Path = "/Task";

    public OperationSignature Signature { get; } = new("referral-worklist", "Task", "worklist", OperationLevel.Type, AffectsState: false) { TraceEvent = OperationSignature.Viewed };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var page = await ledger.PageAsync<FhirTask>(CriteriaOf(call), null, cancellationToken);
        var bundle = new Bundle { Type = Bundle.BundleType.Searchset, Timestamp = call.Now };
        bundle.Link.Add(Link("self", $"{call.BaseUrl}{Path}?{page.Search}"));
        if (page.Next is { } next)
            bundle.Link.Add(Link("next", $"{call.BaseUrl}{Path}?{await links!.SealAsync(Path, page.Search, next, cancellationToken)}"));
        foreach (var task in page.Matches)
            Add(task.Key.ToString(), task.Resource, Bundle.SearchEntryMode.Match);
        foreach (var request in page.Included)
            Add(request.Key.ToString(), request.Resource, Bundle.SearchEntryMode.Include);
        return new OperationAnswer().Add("return", bundle);

        void Add(string key, Resource resource, Bundle.SearchEntryMode mode) => bundle.Entry.Add(new Bundle.EntryComponent
        {
            FullUrl = $"{call.BaseUrl}/{key}",
            Resource = resource,
            Search = new Bundle.SearchComponent { Mode = mode },
        });
    }

    private static Bundle.LinkComponent Link(string relation, string url) => new() { Relation = relation, Url = url };

    private static string CriteriaOf(OperationCall call)
    {
        var input = call.Input;
        string organization = input.Find<ResourceReference>("organization") is { } given
            ? References.KeyOf(given, "Organization", input.PathOf("organization")).ToString()
            : call.RequiredOrganization.Reference;
        string role = input.Text("view") switch
        {
            "sent" => "requester",
            "received" => "receiver",
            _ => "owner",
        };
        var states = input.All<Code>("state").Select(s => s.Value).ToList();
        var criteria = new List<string>
        {
            $"{role}={organization}",
            $"referral-state={(states.Count == 0 ? ReferralStates.OpenCodes : string.Join(',', states))}",
            "_include=Task:focus",
            "_sort=due",
        };
        if (input.Text("kind") is { } kind)
            criteria.Add($"code={Uri.EscapeDataString($"{ReferralCodes.Kinds}|{kind}")}");
        if (input.Find<ResourceReference>("coordinator") is { Reference: { } coordinator })
            criteria.Add($"coordinator={Uri.EscapeDataString(coordinator)}");
        if (input.Flag("overdue") == true)
            criteria.Add($"due=lt{call.Now.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");
        if (input.Text("count") is { } count)
            criteria.Add($"_count={count}");
        return string.Join('&', criteria);
    }
}
