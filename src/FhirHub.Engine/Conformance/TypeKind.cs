namespace FhirHub.Engine.Conformance;

/// <summary>What a <see cref="TypeSchema"/> describes.</summary>
public enum TypeKind
{
    /// <summary>A value such as <c>dateTime</c>; its elements are those of the <c>_name</c> sibling: id and extension.</summary>
    Primitive,

    /// <summary>A datatype such as <c>HumanName</c>.</summary>
    Complex,

    /// <summary>The content of one element, such as <c>Patient.contact</c>.</summary>
    Backbone,

    /// <summary>A resource that can be instantiated.</summary>
    Resource,

    /// <summary>The slot that takes any resource (<c>contained</c>, <c>Bundle.entry.resource</c>), and <c>DomainResource</c>.</summary>
    AbstractResource,
}
