using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>An issue before it is put into words.</summary>
/// <param name="Node">The element at fault, or the one that lacks an element.</param>
/// <param name="Missing">The name of the element that is lacking or counted wrong; null when it is the node itself.</param>
internal sealed record Finding(InstanceNode Node, string? Missing, Message Message, object?[] Arguments);
