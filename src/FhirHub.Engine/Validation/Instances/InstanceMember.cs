using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Validation.Instances;

/// <summary>An element that is present, with its items: one, unless it repeats.</summary>
internal sealed class InstanceMember(ElementSchema element)
{
    public ElementSchema Element { get; } = element;

    /// <summary>Never empty once the document is read.</summary>
    public List<InstanceNode> Items { get; } = new(1);
}
