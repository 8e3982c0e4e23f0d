using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>The member being read, and the object it is in.</summary>
/// <param name="Frame">That object in the <see cref="MemberTally"/>.</param>
internal readonly record struct MemberPlace(int Frame, PropertySchema Property, bool IsSibling, ObjectRole Role)
{
    public bool IsNamed(string element) => Property.Element.Name == element;
}
