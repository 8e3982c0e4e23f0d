using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Instances;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>What a reference points to, as far as it is known.</summary>
/// <param name="Text">The reference as it stands; empty for none.</param>
/// <param name="Node">The resource itself, when it is at hand.</param>
/// <param name="TextType">The type its URL names.</param>
internal sealed record Target(string Text, Aggregation Where, InstanceNode? Node, TypeSchema? TextType)
{
    public static Target Nothing { get; } = new("", Aggregation.Referenced, null, null);

    private readonly TypeSchema? _type;

    public TypeSchema? Type
    {
        get => Node?.Type ?? _type ?? TextType;
        init => _type = value;
    }

    /// <summary>What the server says of it; null when it was not asked or has none.</summary>
    public ReferencedResource? Found { get; init; }
}
