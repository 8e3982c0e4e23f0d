using System.Text.RegularExpressions;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Invariants;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>What a profile says of one element, or of one slice of it.</summary>
internal sealed class ElementRule
{
    public required string Path { get; init; }

    /// <summary>The last name of the path, without <c>[x]</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Null for the element as a whole.</summary>
    public string? SliceName { get; init; }

    public int Min { get; init; }

    /// <summary>Null for "*".</summary>
    public int? Max { get; init; }

    public IReadOnlyList<TypeRule> Types { get; init; } = [];

    public InstanceNode? Fixed { get; init; }

    public InstanceNode? Pattern { get; init; }

    public InstanceNode? MinValue { get; init; }

    public InstanceNode? MaxValue { get; init; }

    /// <summary>In characters.</summary>
    public int? MaxLength { get; init; }

    public Regex? Regex { get; init; }

    public BindingRule? Binding { get; init; }

    /// <summary>Those of every element (ele-1) and every resource (dom-1 …) aside, which are checked without being named.</summary>
    public IReadOnlyList<Invariant> Invariants { get; init; } = [];

    public SlicingRule? Slicing { get; init; }

    /// <summary>In the order of the profile; slices of a slice are its own.</summary>
    public List<ElementRule> Slices { get; } = [];

    /// <summary>Empty where the profile leaves the content to the type.</summary>
    public List<ElementRule> Children { get; } = [];

    /// <summary>Of a slice, what it is a slice of.</summary>
    public ElementRule? Sliced { get; init; }

    /// <summary>Path of the element whose content this one shares; null for all but recursive ones.</summary>
    public string? ContentReference { get; init; }

    /// <summary>What <see cref="ContentReference"/> leads to.</summary>
    public ElementRule? SameAs { get; set; }

    /// <summary>The rules for the elements within: its own, those of what it slices, or those of what it repeats; empty for those of its type.</summary>
    public IReadOnlyList<ElementRule> Content =>
        Children.Count > 0 ? Children : SameAs?.Content is { Count: > 0 } repeated ? repeated : Sliced?.Content ?? Children;

    public ElementRule? Child(string name)
    {
        foreach (var child in Content)
            if (child.Name == name)
                return child;
        return null;
    }

    public override string ToString() => SliceName is null ? Path : $"{Path}:{SliceName}";
}
