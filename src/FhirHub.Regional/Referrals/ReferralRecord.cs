using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// <c>ServiceRequest/[id]/$referral-record</c>: the whole chain as a document, https://hl7.org/fhir/R4/documents.html. It is the record (备案) that settlement reads.
/// </summary>
internal sealed class ReferralRecord : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("referral-record", "ServiceRequest", "referral-record", OperationLevel.Instance, AffectsState: false) { TraceEvent = OperationSignature.Viewed };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var request = await ledger.GetAsync<ServiceRequest>(call.RequiredInstance, cancellationToken);
        if (ReferralCodes.KindOf(request.Resource) is null || request.Resource.Status == RequestStatus.Draft)
            throw ReferralRules.NoRecord.Refuse(PolicySource.Default, request.Key);
        var chain = new ReferralChain(ledger);
        await chain.CollectAsync(request, cancellationToken);
        // Whatever its status says: what was submitted has a task.
        if (chain.Links.Find(l => l.Key == request.Key) is not { Tasks.Count: > 0 })
            throw ReferralRules.NoRecord.Refuse(PolicySource.Default, request.Key);
        var first = chain.Links[0];
        var composition = CompositionOf(chain, call);
        var bundle = new Bundle
        {
            Type = Bundle.BundleType.Document,
            Identifier = NewReferral.NumberOf(first.Request) is { } number
                ? new Identifier(ReferralCodes.Numbers, number)
                : new Identifier("urn:ietf:rfc:3986", $"{call.BaseUrl}/{first.Key}"),
            Timestamp = call.Now,
        };
        Add("Composition/" + composition.Id, composition);
        foreach (var (key, resource) in chain.Resources)
            Add(key.ToString(), resource);
        return new OperationAnswer().Add("return", bundle);

        void Add(string key, Resource resource) => bundle.Entry.Add(new Bundle.EntryComponent { FullUrl = $"{call.BaseUrl}/{key}", Resource = resource });
    }

    private static Composition CompositionOf(ReferralChain chain, OperationCall call)
    {
        var first = chain.Links[0];
        var composition = new Composition
        {
            Id = Guid.CreateVersion7().ToString(),
            Status = CompositionStatus.Final,
            Type = new CodeableConcept("http://loinc.org", "57133-1", "Referral note"),
            Subject = new ResourceReference(first.Request.Subject!.Reference),
            DateElement = ChinaTime.Write(call.Now),
            Author = [call.Organization is { } caller ? new ResourceReference(caller.Reference) : new ResourceReference { Display = "FhirHub" }],
            Title = "转诊备案",
            Section = [.. chain.Links.Select(SectionOf)],
        };
        if (first.Parties.Find(k => k.Type == "Organization") is { Type: not null } keeper)
            composition.Custodian = new ResourceReference(keeper.ToString());
        return composition;
    }

    private static Composition.SectionComponent SectionOf(ReferralLink link) => new()
    {
        Title = TitleOf(link.Request),
        Entry = [new ResourceReference(link.Key.ToString())],
        Section =
        [
            .. new[] { Part("办理", link.Tasks), Part("各方", link.Parties), Part("资料", link.Papers), Part("就诊", link.Visits), Part("痕迹", link.Traces) }.OfType<Composition.SectionComponent>(),
        ],
    };

    private static Composition.SectionComponent? Part(string title, List<ResourceKey> keys) =>
        keys.Count == 0 ? null : new() { Title = title, Entry = [.. keys.Select(k => new ResourceReference(k.ToString()))] };

    private static string TitleOf(ServiceRequest request) => ReferralCodes.DirectionOf(request) switch
    {
        ReferralCodes.Up => "上转",
        ReferralCodes.Down => "下转",
        ReferralCodes.Across => "平级转诊",
        _ => "远程协作",
    };
}
