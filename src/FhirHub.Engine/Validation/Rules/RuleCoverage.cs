using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>
/// Whether a rule asks for everything that a more general one asks for, so that whoever meets the one has met the other. In doubt it does not: then
/// both are checked.
/// </summary>
internal sealed class RuleCoverage(ProfileSet profiles)
{
    /// <summary>Of the element itself and of all within; how often it occurs aside.</summary>
    public bool Covers(ElementRule rule, ElementRule general) =>
        CoversValue(rule, general) && CoversTypes(rule, general) && CoversBinding(rule.Binding, general.Binding) &&
        CoversInvariants(rule, general) && CoversContent(rule, general);

    private bool CoversElement(ElementRule? rule, ElementRule general)
    {
        if (rule is null || rule.Min < general.Min || (general.Max is not null && !(rule.Max <= general.Max)))
            return false;
        return rule.Max == 0 || (Covers(rule, general) && CoversSlices(rule, general));
    }

    private static bool CoversValue(ElementRule rule, ElementRule general) =>
        (general.Fixed is null || IsSame(general.Fixed, rule.Fixed)) &&
        (general.Pattern is null || IsSame(general.Pattern, rule.Pattern) || (rule.Fixed is { } exact && InstanceEquality.Matches(general.Pattern, exact))) &&
        (general.MinValue is null || IsSame(general.MinValue, rule.MinValue)) &&
        (general.MaxValue is null || IsSame(general.MaxValue, rule.MaxValue)) &&
        (general.MaxLength is null || rule.MaxLength <= general.MaxLength) &&
        (general.Regex is null || general.Regex.ToString() == rule.Regex?.ToString());

    private static bool IsSame(InstanceNode general, InstanceNode? own) => own is not null && InstanceEquality.Equal(general, own);

    private bool CoversTypes(ElementRule rule, ElementRule general) =>
        general.Types.Count == 0 || (rule.Types.Count > 0 && rule.Types.All(t => CoversType(t, general)));

    private bool CoversType(TypeRule type, ElementRule general)
    {
        var same = general.Types.Where(g => g.Code == type.Code || FhirSchema.R4.FindType(type.Code)?.Is(g.Code) == true).ToList();
        if (same.Count == 0 || !same.Exists(g => g.Profiles.Count == 0 || (type.Profiles.Count > 0 && type.Profiles.All(g.Profiles.Contains))))
            return false;
        if (!same.TrueForAll(g => g.Aggregation.Count == 0 || (type.Aggregation.Count > 0 && type.Aggregation.All(g.Aggregation.Contains))))
            return false;
        if (!same.TrueForAll(g => g.Versioning is null or "either" || g.Versioning == type.Versioning))
            return false;
        var targets = same.SelectMany(g => g.TargetProfiles).ToList();
        return targets.Count == 0 || (type.TargetProfiles.Count > 0 && type.TargetProfiles.All(p => targets.Exists(g => IsWithin(p, g))));
    }

    private bool IsWithin(string profile, string general)
    {
        if (profile == general)
            return true;
        return ReferenceRules.IsOfR4(general)
            ? ReferenceRules.TypeOf(profiles, general) is { } type && ReferenceRules.TypeOf(profiles, profile)?.Is(type.Name) == true
            : ReferenceRules.Derives(profiles, profile, general);
    }

    private static bool CoversBinding(BindingRule? own, BindingRule? general)
    {
        if (general is null)
            return true;
        if (own is null || (general.MaxValueSet is not null && own.MaxValueSet != general.MaxValueSet))
            return false;
        // What is less than required forbids nothing: there the profile has its own say.
        return general.Strength != "required" || (own.Strength == "required" && own.ValueSet == general.ValueSet);
    }

    private static bool CoversInvariants(ElementRule rule, ElementRule general) => general.Invariants.All(g => rule.Invariants.Any(own =>
        own.Key == g.Key && own.Expression == g.Expression && own.IdentifierRule == g.IdentifierRule &&
        (own.IsError || !g.IsError) && (!own.IsBestPractice || g.IsBestPractice)));

    private bool CoversContent(ElementRule rule, ElementRule general)
    {
        // What repeats an element has its rules, which are looked at where they stand.
        if (general.ContentReference is not null && rule.Children.Count == 0)
            return rule.ContentReference == general.ContentReference && rule.SameAs is not null;
        var (content, expected) = (rule.Content, general.Content);
        if (content.Count == 0 || ReferenceEquals(content, expected))
            return expected.Count == 0 || content.Count > 0;
        return expected.Count > 0
            ? CoversAll(content, expected)
            : rule.Types.Select(t => FhirSchema.R4.FindType(t.Code)).All(t => t is not { Kind: TypeKind.Complex } || CoversAll(content, BaseTypes.Of(t).Root.Children));
    }

    private bool CoversAll(IReadOnlyList<ElementRule> content, IReadOnlyList<ElementRule> expected)
    {
        foreach (var general in expected)
            if (!CoversElement(content.FirstOrDefault(c => c.Name == general.Name), general))
                return false;
        return true;
    }

    private bool CoversSlices(ElementRule rule, ElementRule general)
    {
        if (general.Slices.Count == 0)
            return true;
        if (!AreAlike(rule.Slicing, general.Slicing) || (general.Slicing?.End == SlicingEnd.Closed && rule.Slices.Count != general.Slices.Count))
            return false;
        return general.Slices.TrueForAll(g => CoversElement(rule.Slices.Find(s => s.SliceName == g.SliceName), g));
    }

    private static bool AreAlike(SlicingRule? own, SlicingRule? general) => own is null || general is null
        ? own is null && general is null
        : own.End == general.End && own.IsOrdered == general.IsOrdered &&
            own.Discriminators.Select(d => (d.Kind, d.Path)).SequenceEqual(general.Discriminators.Select(d => (d.Kind, d.Path)));
}
