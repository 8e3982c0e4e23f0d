using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Instances;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>What a discriminator's path leads to: an element, or a resource of which no more than the type may be known.</summary>
internal readonly record struct FoundItem(InstanceNode? Node, TypeSchema? Type);
