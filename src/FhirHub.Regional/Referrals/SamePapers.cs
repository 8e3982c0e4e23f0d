using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>Whether the papers of a call are those that went along when its request was submitted: as they were filed, whatever has become of them since.</summary>
internal sealed class SamePapers(OperationCall call, Ledger ledger)
{
    private const long AsFiled = 1;

    private List<Resource> Sent => [.. new[] { call.Input.FindResource<Resource>("summary"), call.Input.FindResource<Consent>("consent") }.OfType<Resource>()];

    /// <summary>These, neither more nor fewer: what the request named itself, then what was filed, then what was provided later.</summary>
    public async Task<bool> AreAsync(ServiceRequest stored, FhirTask task, ServiceRequest given, CancellationToken cancellationToken)
    {
        var sent = Sent;
        var (named, all) = (given.SupportingInfo, stored.SupportingInfo);
        if (all.Count < named.Count + sent.Count || !named.Zip(all).All(p => PocoJson.Same(p.First, p.Second)))
            return false;
        for (int i = 0; i < sent.Count; i++)
        {
            if (!await IsAsync(all[named.Count + i], sent[i], cancellationToken))
                return false;
        }

        var later = task.Input.Select(i => References.Find(i.Value as ResourceReference)).ToHashSet();
        return all.Skip(named.Count + sent.Count).All(r => later.Contains(References.Find(r)));
    }

    /// <summary>Each of them is among those that the request has.</summary>
    public async Task<bool> AreAmongAsync(ServiceRequest stored, CancellationToken cancellationToken)
    {
        foreach (var paper in Sent)
        {
            bool found = false;
            foreach (var reference in stored.SupportingInfo.Where(r => References.Find(r) is { } key && key.Type == paper.TypeName))
                found = found || await IsAsync(reference, paper, cancellationToken);
            if (!found)
                return false;
        }

        return true;
    }

    private async Task<bool> IsAsync(ResourceReference reference, Resource sent, CancellationToken cancellationToken) =>
        References.Find(reference) is { } key
        && key.Type == sent.TypeName
        && await ledger.FindVersionAsync<Resource>(key, AsFiled, cancellationToken) is { } filed
        && PocoJson.Same(Bare(filed), Bare(sent));

    private static Resource Bare(Resource resource)
    {
        var bare = (Resource)resource.DeepCopy();
        (bare.Id, bare.Meta) = (null, null);
        return bare;
    }
}
