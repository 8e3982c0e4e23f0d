using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>
/// Reads off a slice what its discriminators tell it by: the values, presence, types or profiles the slice asks for at their paths. What a
/// slice does not say at one path is left to the other discriminators.
/// </summary>
internal sealed class SliceTestBuilder(ProfileSet profiles)
{
    private const int MaxDepth = 8;
    private static readonly Discriminator ByUrl = new(DiscriminatorKind.Value, "url", [new DiscriminatorStep(StepKind.Child, "url")]);
    private static readonly Discriminator ByType = new(DiscriminatorKind.Type, "$this", []);

    private readonly RuleFinder _rules = new(profiles);

    public SliceTest Build(ElementRule slice, ElementRule sliced)
    {
        var tests = new List<Func<ValidationRun, InstanceNode, bool>>();
        foreach (var discriminator in DiscriminatorsOf(sliced))
            if (discriminator.Steps is { } steps && Test(slice, discriminator.Kind, steps) is { } test)
                tests.Add(test);
        return new SliceTest(slice.ToString(), tests);
    }

    // Reslices often leave out what the slicing above them has said.
    private static IReadOnlyList<Discriminator> DiscriminatorsOf(ElementRule sliced)
    {
        for (var rule = sliced; rule is not null; rule = rule.Sliced)
            if (rule.Slicing is { Discriminators.Count: > 0 } slicing)
                return slicing.Discriminators;
        return sliced.Name is "extension" or "modifierExtension" ? [ByUrl] : sliced.Path.EndsWith("[x]", StringComparison.Ordinal) ? [ByType] : [];
    }

    private Func<ValidationRun, InstanceNode, bool>? Test(ElementRule slice, DiscriminatorKind kind, IReadOnlyList<DiscriminatorStep> steps)
    {
        var rules = _rules.At(slice, steps);
        return kind switch
        {
            DiscriminatorKind.Exists => Exists(rules, steps),
            DiscriminatorKind.Type => Type(rules, steps),
            DiscriminatorKind.Profile => Profile(rules, steps),
            _ => Value(rules, steps),
        };
    }

    private static Func<ValidationRun, InstanceNode, bool>? Exists(IReadOnlyList<ElementRule> rules, IReadOnlyList<DiscriminatorStep> steps)
    {
        if (rules.Any(r => r.Max == 0))
            return (run, item) => ItemFinder.At(run, item, steps).Count == 0;
        return rules.Any(r => r.Min > 0) ? (run, item) => ItemFinder.At(run, item, steps).Count > 0 : null;
    }

    private static Func<ValidationRun, InstanceNode, bool>? Type(IReadOnlyList<ElementRule> rules, IReadOnlyList<DiscriminatorStep> steps)
    {
        string[] types = [.. rules.SelectMany(TypesOf).Distinct()];
        return types.Length == 0
            ? null
            : (run, item) => ItemFinder.At(run, item, steps).Any(t => t.Type is { } type && types.Any(type.Is));
    }

    // A resource that a reference led to has a rule for its root, which names no type but has it as its path.
    private static IEnumerable<string> TypesOf(ElementRule rule) =>
        rule.Types.Count > 0 ? rule.Types.Select(t => t.Code) : rule.Path.Contains('.', StringComparison.Ordinal) ? [] : [rule.Path];

    private Func<ValidationRun, InstanceNode, bool>? Profile(IReadOnlyList<ElementRule> rules, IReadOnlyList<DiscriminatorStep> steps)
    {
        CompiledProfile[] wanted = [.. rules.SelectMany(_rules.ProfilesOf).Distinct()];
        return wanted.Length == 0 ? null : (run, item) => ItemFinder.At(run, item, steps)
            .Any(t => t.Node is { } node && wanted.Any(p => node.IsResource
                ? ReferenceRules.ConformsTo(run, node, p)
                : node.Type.Is(p.Type.Name) && run.Fits(() => ElementWalk.Check(run, node, p.Root))));
    }

    private Func<ValidationRun, InstanceNode, bool>? Value(IReadOnlyList<ElementRule> rules, IReadOnlyList<DiscriminatorStep> steps)
    {
        var wanted = rules.Select(r => Value(r, MaxDepth)).OfType<Func<ValidationRun, InstanceNode, bool>>().ToList();
        return wanted.Count == 0 ? null : (run, item) =>
        {
            var found = ItemFinder.At(run, item, steps);
            return wanted.TrueForAll(w => found.Any(t => t.Node is { } node && w(run, node)));
        };
    }

    /// <summary>What a rule says of the value itself, else what it says of the values within.</summary>
    private Func<ValidationRun, InstanceNode, bool>? Value(ElementRule rule, int depth)
    {
        if (rule.Fixed is { } exact)
            return (run, node) => InstanceEquality.Equal(exact, node, run.SliceAliases);
        if (rule.Pattern is { } pattern)
            return (run, node) => InstanceEquality.Matches(pattern, node, run.SliceAliases);
        if (depth > 0 && Within(rule, depth) is { Count: > 0 } within)
            return (run, node) => within.TrueForAll(w => w(run, node));
        return rule.Binding is { Strength: "required" } binding ? (run, node) => IsBound(run, node, binding) : null;
    }

    private List<Func<ValidationRun, InstanceNode, bool>> Within(ElementRule rule, int depth)
    {
        var tests = new List<Func<ValidationRun, InstanceNode, bool>>();
        foreach (var child in rule.Children)
            foreach (var part in child.Slices.Where(s => s.Min > 0).Prepend(child))
                if (part.Binding is not { Strength: "required" } && Value(part, depth - 1) is { } test)
                    tests.Add((run, node) => node.Children(child.Name).Any(c => test(run, c)));
        return tests;
    }

    private static bool IsBound(ValidationRun run, InstanceNode node, BindingRule binding)
    {
        var questions = node.Type.Name switch
        {
            "CodeableConcept" => node.Children("coding").Select(c => CodeQuestions.OfCoding(c, binding.ValueSet)),
            "Coding" => [CodeQuestions.OfCoding(node, binding.ValueSet)],
            "Quantity" => [CodeQuestions.OfQuantity(node, binding.ValueSet)],
            _ => [node.Text is { } code ? new CodeQuestion(binding.ValueSet, null, null, code, null) : null],
        };
        return questions.Any(q => q is not null && CodeQuestions.Answer(run.Facts.Ask, q, node.Type.IsPrimitive).Verdict == CodeVerdict.Valid);
    }
}
