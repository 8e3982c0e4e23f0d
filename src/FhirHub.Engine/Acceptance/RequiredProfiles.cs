using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Engine.Acceptance;

/// <summary>Validation of a resource whose type may have to conform to one of some profiles.</summary>
internal sealed class RequiredProfiles(Validator validator, ValidationRules rules)
{
    public async ValueTask<IReadOnlyList<Issue>> ValidateAsync(
        ReadOnlyMemory<byte> json, string type, ValidationOptions options, CancellationToken cancellationToken)
    {
        if (rules.Level != ValidationLevel.Required || rules.Profiles.GetValueOrDefault(type) is not { Count: > 0 } wanted || IsClaimed(json, wanted))
            return (await validator.ValidateAsync(json, options, cancellationToken)).Issues;
        if (rules.RequireClaim == true)
            return [Unclaimed(type, wanted, options.Language), .. (await validator.ValidateAsync(json, options, cancellationToken)).Issues];
        ValidationReport? first = null;
        foreach (string profile in wanted)
        {
            var report = await validator.ValidateAsync(json, options with { Profiles = [.. options.Profiles, profile] }, cancellationToken);
            if (report.IsValid)
                return report.Issues;
            first ??= report;
        }

        return first!.Issues;
    }

    /// <summary>Then its claim is checked as any other.</summary>
    private bool IsClaimed(ReadOnlyMemory<byte> json, IReadOnlyList<string> wanted)
    {
        IReadOnlyList<string> claims = [];
        try
        {
            claims = ClaimedProfiles.Of(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The validation says so.
            return true;
        }

        return claims.Any(c => wanted.Any(w => Fits(c, w)));
    }

    /// <summary>The profile itself, in the version asked for, or one derived from it.</summary>
    private bool Fits(string claim, string wanted)
    {
        var (claimed, required) = (Canonical.Parse(claim), Canonical.Parse(wanted));
        return claimed.Url == required.Url ? required.Version is null || claimed.Version == required.Version : validator.Derives(claim, wanted);
    }

    private static Issue Unclaimed(string type, IReadOnlyList<string> wanted, MessageLanguage language) =>
        Issue.Error(
            MessageTable.ProfileUnclaimed.Type,
            MessageTable.ProfileUnclaimed.Code,
            MessageTable.ProfileUnclaimed.Text(language, type, string.Join(", ", wanted)),
            $"{type}.meta.profile");
}
