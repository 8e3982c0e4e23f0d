namespace FhirHub.Engine.Validation.Profiles;

/// <summary>Looks through a profile for what could not be checked with it, before an instance meets it.</summary>
internal sealed class ProfileReview(ProfileSet profiles, IDefinitionSource definitions)
{
    /// <summary>A sentence for each fault: what is not understood, invariants that do not compile, definitions that are not there.</summary>
    public IEnumerable<string> Faults(CompiledProfile profile) =>
        profile.Gaps.Select(g => $"Not checked: {g}.").Concat(Rules(profile.Root).SelectMany(FaultsOf)).Distinct();

    private IEnumerable<string> FaultsOf(ElementRule rule)
    {
        // Every element of a type has one; what a differential adds of its own has none.
        if (rule.Types.Count == 0 && rule.ContentReference is null && rule.Path.Contains('.', StringComparison.Ordinal))
            yield return $"{rule} is no element of its type.";
        foreach (var invariant in rule.Invariants)
            if (invariant.Fault is { } fault)
                yield return $"{rule}: the invariant {invariant.Key} cannot be evaluated: {fault}.";
        foreach (var canonical in rule.Types.SelectMany(t => t.Profiles.Concat(t.TargetProfiles)))
            if (profiles.Find(canonical).Profile is null)
                yield return $"{rule} names the profile {canonical}, which is not known here.";
        if (rule.Binding is { Strength: "required" } binding && IsUnknownSet(binding.ValueSet))
            yield return $"{rule} is bound to the value set {binding.ValueSet}, which is not known here.";
    }

    private bool IsUnknownSet(string canonical)
    {
        var (url, version) = Canonical.Parse(canonical);
        return definitions.Find("ValueSet", url, version) is null;
    }

    private static IEnumerable<ElementRule> Rules(ElementRule rule)
    {
        yield return rule;
        foreach (var inner in rule.Children.Concat(rule.Slices).SelectMany(Rules))
            yield return inner;
    }
}
