using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Resources of one type that the operations of a capability keep in agreement with others, and what nobody else may do to them.</summary>
public interface IKeptType
{
    /// <summary>Resource type.</summary>
    string Type { get; }

    /// <summary>Texts of which JSON holds one where <see cref="Made"/> could find anything.</summary>
    IReadOnlyList<string> Marks { get; }

    /// <summary>Whether what an operation has written is kept from then on.</summary>
    bool Keeps(Resource resource);

    /// <summary>What is wrong with a write of what is kept.</summary>
    /// <param name="key">The resource.</param>
    /// <param name="before">As it is stored.</param>
    /// <param name="after">What it is to become; null where it is deleted.</param>
    IReadOnlyList<Issue> Written(ResourceKey key, Resource before, Resource? after);

    /// <summary>What is wrong with a resource that nobody keeps: it pretends to come from an operation.</summary>
    IReadOnlyList<Issue> Made(ResourceKey key, Resource after);

    /// <summary>What a resource that nobody keeps lays claim to, and must not where that is kept.</summary>
    IReadOnlyList<ResourceKey> Claims(Resource after);

    /// <summary>That it lays claim to something that is kept.</summary>
    Issue Claimed(ResourceKey key, ResourceKey kept);
}
