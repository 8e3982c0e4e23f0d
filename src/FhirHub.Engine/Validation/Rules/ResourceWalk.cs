using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Applies profiles to a resource, be it the document, contained, or in a Bundle.</summary>
internal static class ResourceWalk
{
    /// <summary>
    /// A resource against the profiles wanted of it, those it claims, and the definition of its type: a snapshot that leaves rules of it out switches
    /// none of them off.
    /// </summary>
    public static void Check(ValidationRun run, InstanceNode resource, IReadOnlyList<string> wanted)
    {
        var applied = new HashSet<CompiledProfile>();
        var alternatives = resource.Parent is null ? [] : wanted;
        if (alternatives.Count > 1)
        {
            Alternatives(run, resource, alternatives);
            wanted = [];
        }
        foreach (var canonical in wanted)
            Take(run, resource, canonical, applied);
        if (run.Options.UseClaimedProfiles && !run.IsTrial && resource.Child("meta") is { } meta)
            foreach (var claimed in meta.Children("profile"))
                if (claimed.Text is { } canonical)
                    Take(run, claimed, resource, canonical, applied);
        var own = BaseTypes.Of(resource.Type);
        if (applied.Count == 0)
            Apply(run, resource, own);
        else if (!applied.Any(p => p.Type == own.Type && run.Covers(p.Root, own.Root)))
            run.Beside(() => Apply(run, resource, own));
        ContainedRules.Check(run, resource);
        if (resource.Type.Name == "Bundle")
            BundleRules.Check(run, resource);
    }

    /// <summary>A resource against one profile of its type.</summary>
    public static void Apply(ValidationRun run, InstanceNode resource, CompiledProfile profile) => run.Under(resource, profile, () =>
    {
        if (!run.Step(resource))
            return;
        foreach (var gap in profile.Gaps)
            run.Findings.Add(resource, MessageTable.ProfileGap, profile.Canonical, gap);
        ValueRules.Check(run, resource, profile.Root);
        InvariantRules.Check(run, resource, profile.Root.Invariants);
        ElementWalk.Elements(run, resource, profile.Root.Children);
    });

    public static void ReportUnusable(ValidationRun run, InstanceNode node, string canonical)
    {
        if (run.Profiles.Find(canonical) is { Fault: { } fault })
            run.Findings.Add(node, MessageTable.ProfileBroken, canonical, fault);
        else
            run.Findings.Add(node, MessageTable.ProfileUnknown, canonical);
    }

    private static void Take(ValidationRun run, InstanceNode resource, string canonical, HashSet<CompiledProfile> applied) =>
        Take(run, resource, resource, canonical, applied);

    private static void Take(ValidationRun run, InstanceNode claim, InstanceNode resource, string canonical, HashSet<CompiledProfile> applied)
    {
        if (run.Profiles.Find(canonical).Profile is not { } profile)
            ReportUnusable(run, claim, canonical);
        else if (!resource.Type.Is(profile.Type.Name))
            run.Findings.Add(claim, MessageTable.ProfileWrongType, canonical, profile.Type.Name, resource.Type.Name);
        else if (applied.Add(profile))
            Apply(run, resource, profile);
    }

    // The profiles of a type in a profile: one of them is enough.
    private static void Alternatives(ValidationRun run, InstanceNode resource, IReadOnlyList<string> canonicals)
    {
        var known = canonicals.Select(c => run.Profiles.Find(c).Profile).OfType<CompiledProfile>().ToList();
        if (!known.Any(p => resource.Type.Is(p.Type.Name) && run.Fits(() => Apply(run, resource, p))))
            run.Findings.Add(resource, MessageTable.ProfileNone, string.Join(", ", canonicals));
    }
}
