using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Structure.Xml;

/// <summary>What reading XML gave.</summary>
/// <param name="Json">The resource as compact UTF-8 JSON; null when there are issues.</param>
/// <param name="Issues">Every fault, with the line and column in the XML.</param>
public sealed record XmlReadResult(byte[]? Json, IReadOnlyList<Issue> Issues)
{
    /// <summary>Where there are issues, what could be read nevertheless, without what is at fault: to be judged, not to be stored. Null for none.</summary>
    public byte[]? Partial { get; init; }
}
