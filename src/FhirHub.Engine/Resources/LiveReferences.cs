using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Resources;

/// <summary>
/// The references of a resource that must lead to resources of this server. Those of a stored Bundle are resolved among its own
/// entries first, and say nothing about this server.
/// </summary>
/// <param name="Targets">Keys, <c>Patient/1</c>, each once.</param>
/// <param name="Versions">Those that name a version.</param>
/// <param name="Unresolvable">References that can lead nowhere once stored: conditional ones and <c>urn:</c>.</param>
internal sealed record LiveReferences(
    IReadOnlyList<string> Targets, IReadOnlyList<VersionReference> Versions, IReadOnlyList<string> Unresolvable)
{
    private static readonly LiveReferences None = new([], [], []);

    public bool Any => Targets.Count > 0 || Unresolvable.Count > 0;

    /// <summary>Bytes of the targets in a document, about.</summary>
    public int Size => VersionDocument.SizeOf(Targets);

    /// <param name="content">The resource.</param>
    /// <param name="ownUrl">The service root, where it is known: absolute references below it count as relative ones.</param>
    public static LiveReferences Of(ParsedResource content, string? ownUrl)
    {
        if (content.Type == "Bundle")
            return None;
        string[] own = ownUrl is null ? [] : [.. content.AbsoluteReferences.Where(a => a.StartsWith(ownUrl + "/", StringComparison.Ordinal)).Select(a => a[(ownUrl.Length + 1)..])];
        if (own.Length == 0)
            return new LiveReferences(content.References, content.VersionReferences, content.UnresolvableReferences);
        var versions = own.Where(o => o.Split('/') is [_, _, "_history", _]).Select(o => o.Split('/')).Select(p => new VersionReference($"{p[0]}/{p[1]}", p[3]));
        var targets = own.Select(o => string.Join('/', o.Split('/').Take(2)));
        return new LiveReferences(
            [.. content.References.Union(targets)], [.. content.VersionReferences.Union(versions)], content.UnresolvableReferences);
    }
}
