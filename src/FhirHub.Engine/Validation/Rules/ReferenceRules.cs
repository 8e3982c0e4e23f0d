using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>What a Reference or canonical may point to: types, profiles, aggregation and versioning of its rule.</summary>
internal static class ReferenceRules
{
    public static void Check(ValidationRun run, InstanceNode node, ElementRule rule)
    {
        if (RuleOf(node, rule) is not { } type)
            return;
        var target = run.Targets.Find(node);
        if (target == Target.Nothing)
            return;
        var isReference = node.Type.Name == "Reference";
        if (isReference && target is { Where: Aggregation.Contained, Node: null })
            return;
        target = isReference ? run.Targets.Complete(target) : target;
        if (isReference && IsMissing(run, target))
            run.Findings.Add(node, MessageTable.ReferenceMissing, ValueRules.Cut(target.Text));
        if (isReference && target is { Where: Aggregation.Referenced, Node: null, Found: null } && IsUrn(target.Text) && run.Document.Type.Name == "Bundle")
            run.Findings.Add(node, MessageTable.ReferenceUnresolved, ValueRules.Cut(target.Text));
        if (isReference)
            CheckSaidType(run, node, target);
        CheckPlace(run, node, type, target);
        if (type.TargetProfiles.Count > 0)
            CheckTarget(run, node, type, target, isReference);
    }

    private static TypeRule? RuleOf(InstanceNode node, ElementRule rule)
    {
        if (node.Type.Name is not ("Reference" or "canonical"))
            return null;
        TypeRule? found = null;
        foreach (var type in rule.Types)
        {
            if (type.Code != node.Type.Name)
                continue;
            // Each may stand for a part of the targets.
            found = found is null ? type : found with { TargetProfiles = [.. found.TargetProfiles, .. type.TargetProfiles] };
        }
        return found;
    }

    // What an absolute URL points to is elsewhere, unless somebody here knows it; a condition is one of the transaction around, which finds it out.
    private static bool IsMissing(ValidationRun run, Target target) =>
        run.Options.References == ReferenceCheck.Exist && target is { Where: Aggregation.Referenced, Found: null } &&
        !target.Text.AsSpan().ContainsAny(':', '?') && !run.Facts.IsOpen;

    // No address: only an entry of the Bundle around can have it.
    private static bool IsUrn(string reference) =>
        reference.StartsWith("urn:uuid:", StringComparison.Ordinal) || reference.StartsWith("urn:oid:", StringComparison.Ordinal);

    private static void CheckSaidType(ValidationRun run, InstanceNode node, Target target)
    {
        if (node.Child("type")?.Text is { } said && target.Type is { } type && said != type.Name && said != BaseTypes.Url + type.Name)
            run.Findings.Add(node, MessageTable.ReferenceTypeSaid, said, type.Name);
    }

    private static void CheckPlace(ValidationRun run, InstanceNode node, TypeRule type, Target target)
    {
        if (type.Aggregation.Count > 0 && !type.Aggregation.Contains(Name(target.Where)))
            run.Findings.Add(node, MessageTable.ReferenceAggregation, ValueRules.Cut(target.Text), Name(target.Where), string.Join(", ", type.Aggregation));
        var hasVersion = target.Text.Contains("/_history/", StringComparison.Ordinal) || target.Text.Contains('|', StringComparison.Ordinal);
        if ((type.Versioning == "specific" && !hasVersion) || (type.Versioning == "independent" && hasVersion))
            run.Findings.Add(node, MessageTable.ReferenceVersioning, ValueRules.Cut(target.Text), type.Versioning);
    }

    private static string Name(Aggregation where) => where switch
    {
        Aggregation.Contained => "contained",
        Aggregation.Bundled => "bundled",
        _ => "referenced",
    };

    private static void CheckTarget(ValidationRun run, InstanceNode node, TypeRule rule, Target target, bool isReference)
    {
        // A canonical names its target, whatever its path looks like; a reference is the address of its.
        var found = isReference
            ? target.Type ?? (node.Child("type")?.Text is { } said ? FhirSchema.R4.FindResource(said) : null)
            : target.Node?.Type;
        if (found is null)
            return;
        var fitting = rule.TargetProfiles.Where(p => TypeOf(run.Profiles, p) is not { } allowed || found.Is(allowed.Name)).ToList();
        if (fitting.Count == 0)
        {
            var allowed = rule.TargetProfiles.Select(p => TypeOf(run.Profiles, p)?.Name ?? p).Distinct();
            run.Findings.Add(node, MessageTable.ReferenceType, ValueRules.Cut(target.Text), found.Name, string.Join(", ", allowed));
            return;
        }
        if (fitting.Any(p => run.Profiles.Find(p).Profile is not { IsConstraint: true }))
        {
            ReportUnknown(run, node, fitting);
            return;
        }
        if (target.Node is { } resource)
        {
            if (!fitting.Any(p => ConformsTo(run, resource, run.Profiles.Find(p).Profile!)))
                run.Findings.Add(node, MessageTable.ReferenceProfile, ValueRules.Cut(target.Text), string.Join(", ", fitting));
        }
        else if (target.Found is { } known && !known.Profiles.Any(claimed => fitting.Any(p => Derives(run.Profiles, claimed, p))))
        {
            run.Findings.Add(node, MessageTable.ReferenceProfileUnclaimed, ValueRules.Cut(target.Text), string.Join(", ", fitting));
        }
    }

    private static void ReportUnknown(ValidationRun run, InstanceNode node, List<string> profiles)
    {
        foreach (var profile in profiles)
            if (run.Profiles.Find(profile) is { Profile: null } entry)
                run.Findings.Add(node, MessageTable.ProfileGap, profile, entry.Fault ?? "it is not known here");
    }

    /// <summary>The type that a profile is for; null when the profile is not known.</summary>
    public static TypeSchema? TypeOf(ProfileSet profiles, string profile) => TypeOfR4(profile) ?? profiles.Find(profile).Profile?.Type;

    /// <summary>Whether a canonical is that of a type's own definition.</summary>
    public static bool IsOfR4(string profile) => TypeOfR4(profile) is not null;

    private static TypeSchema? TypeOfR4(string profile) =>
        profile.StartsWith(BaseTypes.Url, StringComparison.Ordinal) ? FhirSchema.R4.FindType(profile[BaseTypes.Url.Length..]) : null;

    public static bool ConformsTo(ValidationRun run, InstanceNode resource, CompiledProfile profile) =>
        resource.Type.Is(profile.Type.Name) && run.Fits(() => ResourceWalk.Apply(run, resource, profile));

    public static bool Derives(ProfileSet profiles, string claimed, string wanted)
    {
        var url = Canonical.Parse(wanted).Url;
        for (var i = 0; i < 20; i++)
        {
            if (Canonical.Parse(claimed).Url == url)
                return true;
            if (profiles.Find(claimed).Profile?.BaseUrl is not { } parent)
                return false;
            claimed = parent;
        }
        return false;
    }
}
