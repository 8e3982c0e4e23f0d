using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Acceptance;

/// <summary>What a resource says of the profiles that it conforms to.</summary>
internal static class ClaimedProfiles
{
    /// <summary>The canonicals in <c>meta.profile</c>, in their order.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyList<string> Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(Utf8Bom.Skip(json), new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        return document.RootElement.Member("meta")?.Texts("profile") ?? [];
    }

    /// <summary>The URL that a definition has; null for none.</summary>
    public static string? UrlOf(ParsedResource definition)
    {
        using var document = JsonDocument.Parse(new ExactJson(definition, "x").Bytes, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        return document.RootElement.Text("url");
    }

    /// <summary>
    /// The issues with those of profiles that the transaction around changes: by what was in force before, nothing can be said of them, and what
    /// is in force afterwards nobody knows before its end.
    /// </summary>
    public static IReadOnlyList<Issue> WithoutPending(
        IReadOnlyList<Issue> issues, ParsedResource content, ReadOnlyMemory<byte> json, IReadOnlySet<string> changed, ValidationRules rules)
    {
        var pending = Of(json).Select((claim, i) => (Profile: claim, Path: string.Create(CultureInfo.InvariantCulture, $"{content.Type}.meta.profile[{i}]")))
            .Where(c => changed.Contains(Canonical.Parse(c.Profile).Url)).ToList();
        if (rules.Level == ValidationLevel.Required)
            pending.AddRange(rules.Profiles.GetValueOrDefault(content.Type, []).Where(p => changed.Contains(Canonical.Parse(p).Url)).Select(p => (p, content.Type)));
        if (pending.Count == 0)
            return issues;
        var message = MessageTable.ProfileInTransaction;
        var said = pending.DistinctBy(p => p.Profile).Select(p => Issue.Error(message.Type, message.Code, message.Text(MessageLanguages.Current, p.Profile), p.Path)).ToList();
        var paths = said.Select(i => i.Expression).ToHashSet();
        return [.. said, .. issues.Where(i => i.Code != MessageTable.ProfileUnknown.Code || !paths.Contains(i.Expression))];
    }
}
