using System.Text.Json.Nodes;
using FhirHub.Engine.Patching;

namespace FhirHub.Engine.Transactions;

/// <summary>The patch of an entry, and the links in it that the transaction replaces.</summary>
/// <param name="Format">What it is.</param>
/// <param name="Document">Its JSON; changed when links are replaced.</param>
/// <param name="Texts">Those that hold links.</param>
/// <param name="Limits">For reading it again.</param>
internal sealed record PatchContent(PatchFormat Format, JsonNode? Document, IReadOnlyList<PatchText> Texts, PatchLimits Limits)
{
    public IReadOnlyList<EntryLink> Links { get; } = [.. Texts.SelectMany(t => t.Links)];

    /// <summary>The patch with each link replaced.</summary>
    public ResourcePatch Resolve(Func<EntryLink, string> targetOf)
    {
        foreach (var text in Texts)
            text.Replace(targetOf);
        return ResourcePatch.Parse(Format, PatchJson.Write(Document), Limits);
    }
}
