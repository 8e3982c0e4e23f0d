using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>Whether a request that is sent is the one that was submitted: all that its sender said, less what submitting fills in.</summary>
internal static class SameRequest
{
    /// <param name="stored">As it was submitted, and has gone on since.</param>
    /// <param name="given">As it is sent.</param>
    public static bool Is(ServiceRequest stored, ServiceRequest given)
    {
        var (then, now) = (Bare(stored), Bare(given));
        now.Intent ??= then.Intent;
        now.AuthoredOnElement ??= then.AuthoredOnElement;
        now.Requester ??= then.Requester;
        if (ReferralCodes.DirectionOf(now) is null)
            then.RemoveExtension(ReferralCodes.DirectionUrl);
        var asked = ReferralCodes.PrioritiesOf(now);
        then.Extension.RemoveAll(e => e.Url == ReferralCodes.PriorityUrl && e.Value is Coding { Code: { } code } && !asked.Contains(code));
        // The institution of a doctor or service that the request goes to was put before them.
        if (then.Performer.Count == now.Performer.Count + 1)
            then.Performer.RemoveAt(0);
        return PocoJson.Same(then, now);
    }

    private static ServiceRequest Bare(ServiceRequest request)
    {
        var bare = (ServiceRequest)request.DeepCopy();
        (bare.Id, bare.Meta, bare.Status, bare.SupportingInfo) = (null, null, null, []);
        bare.RemoveExtension(ReferralCodes.LevelByLevelUrl);
        return bare;
    }
}
