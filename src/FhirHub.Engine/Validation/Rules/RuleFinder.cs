using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Follows the path of a discriminator through rules: those of the slice, of the profiles it names, and of its types.</summary>
internal sealed class RuleFinder(ProfileSet profiles)
{
    /// <summary>The rules at the end of the path. Slices on the way count where they must occur.</summary>
    public IReadOnlyList<ElementRule> At(ElementRule slice, IReadOnlyList<DiscriminatorStep> steps)
    {
        List<ElementRule> rules = [slice];
        foreach (var step in steps)
            rules = [.. rules.SelectMany(r => Next(r, step))];
        return rules;
    }

    /// <summary>The profiles that the types of a rule name; for one of a resource that a reference led to, none.</summary>
    public IEnumerable<CompiledProfile> ProfilesOf(ElementRule rule) => rule.Types
        .SelectMany(t => t.Profiles)
        .Select(p => profiles.Find(p).Profile)
        .OfType<CompiledProfile>()
        .Concat(profiles.ProfileOfRoot(rule) is { } own ? [own] : []);

    private IEnumerable<ElementRule> Next(ElementRule rule, DiscriminatorStep step) => step.Kind switch
    {
        StepKind.Resolve => Targets(rule),
        StepKind.OfType => OfType(rule, step.Name),
        StepKind.Extension => Children(rule, "extension").Where(e => IsExtension(e, step.Name)),
        _ => Children(rule, step.Name),
    };

    private IEnumerable<ElementRule> Targets(ElementRule rule) => rule.Types
        .SelectMany(t => t.TargetProfiles)
        .Select(p => profiles.Find(p).Profile?.Root)
        .OfType<ElementRule>();

    private static List<ElementRule> OfType(ElementRule rule, string type) =>
        rule.Slices.Where(s => s.Types.Any(t => t.Code == type)).ToList() is { Count: > 0 } slices ? slices : [rule];

    private IEnumerable<ElementRule> Children(ElementRule rule, string name)
    {
        var found = new List<ElementRule>();
        if (rule.Child(name) is { } own)
            found.AddRange(own.Slices.Where(s => s.Min > 0 || name is "extension" or "modifierExtension").Prepend(own));
        foreach (var profile in rule.Types.SelectMany(t => t.Profiles))
            if (profiles.Find(profile).Profile?.Root.Child(name) is { } said)
                found.Add(said);
        if (found.Count > 0)
            return found;
        return rule.Types.Select(t => FhirSchema.R4.FindType(t.Code))
            .Where(t => t is { Kind: TypeKind.Complex or TypeKind.Resource })
            .Select(t => BaseTypes.Of(t!).Root.Child(name))
            .OfType<ElementRule>();
    }

    private bool IsExtension(ElementRule rule, string url) =>
        rule.Types.Any(t => t.Profiles.Any(p => Canonical.Parse(p).Url == url)) || Children(rule, "url").Any(u => u.Fixed?.Text == url);
}
