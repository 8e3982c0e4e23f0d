using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Engine.Acceptance;

/// <summary>
/// Holds what is about to be written against the rules of this server. Profiles are compiled once and kept, so a check neither waits for a
/// database nor for another request.
/// </summary>
/// <param name="validator">Of the process.</param>
/// <param name="policy">The rules.</param>
/// <param name="catalog">The profiles behind the validator.</param>
/// <param name="references">What references lead to.</param>
public sealed class WriteCheck(Validator validator, AcceptancePolicy policy, DefinitionCatalog catalog, StoredReferences references)
{
    private const string Profile = "StructureDefinition";

    /// <summary>Whether a judgement hangs on more than the content and the rules: on what references lead to.</summary>
    public bool LooksAround => policy.Current.References == ReferenceCheck.Exist;

    /// <summary>Whether anything is validated on write.</summary>
    /// <exception cref="FhirException">Internal: nobody knows, as the rules of a pack cannot be read.</exception>
    public async ValueTask<bool> IsActiveAsync(CancellationToken cancellationToken)
    {
        await policy.FreshAsync(cancellationToken);
        return policy.Current.Level is not ValidationLevel.Off;
    }

    /// <summary>The canonical URLs of the profiles among what is written or deleted.</summary>
    /// <param name="written">Key, where it is known, and content; null for a deletion or a patch.</param>
    public IReadOnlySet<string> ProfilesIn(IEnumerable<(string? Key, ParsedResource? Content)> written)
    {
        var urls = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, content) in written.Where(w => w.Content?.Type == Profile || w.Key?.StartsWith(Profile + "/", StringComparison.Ordinal) == true))
        {
            if (content is not null && ClaimedProfiles.UrlOf(content) is { } url)
                urls.Add(url);
            urls.UnionWith(catalog.All(Profile).Where(e => e.Key == key).Select(e => e.Url));
        }

        return urls;
    }

    /// <summary>Refuses what the rules do not allow.</summary>
    /// <param name="id">The id that it will have.</param>
    /// <param name="content">What is written.</param>
    /// <param name="surroundings">The transaction that it is in; null for a write of its own.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <returns>What to tell beside the success of the write: warnings, and errors where the rules are to warn only.</returns>
    /// <exception cref="FhirException">Unprocessable, with everything that was found.</exception>
    public async ValueTask<IReadOnlyList<Issue>> CheckAsync(
        string id, ParsedResource content, WriteSurroundings? surroundings, CancellationToken cancellationToken)
    {
        await policy.FreshAsync(cancellationToken);
        var rules = policy.Current;
        if (rules.Level is ValidationLevel.Off)
            return [];
        await catalog.FreshAsync(cancellationToken);
        var issues = await IssuesAsync(id, content, rules, surroundings, cancellationToken);
        if (!issues.Any(IsError))
            return [.. issues.Where(i => i.Severity == IssueSeverity.Warning)];
        return rules.Reaction == ValidationReaction.Reject
            ? throw new FhirException(FaultKind.Unprocessable, issues)
            : [.. issues.Where(i => i.Severity != IssueSeverity.Information).Select(i => i with { Severity = IssueSeverity.Warning })];
    }

    // What is stored is not laid out as it was sent: the places are those of what was sent.
    private async ValueTask<IReadOnlyList<Issue>> IssuesAsync(
        string id, ParsedResource content, ValidationRules rules, WriteSurroundings? surroundings, CancellationToken cancellationToken)
    {
        var json = new ExactJson(content, id).Bytes;
        var around = surroundings is null ? references : references.Within(surroundings);
        var judge = validator.With(StoredReferences.With(around, $"{content.Type}/{id}", json));
        var issues = await new RequiredProfiles(judge, rules).ValidateAsync(json, content.Type, OptionsOf(rules), cancellationToken);
        if (surroundings is not null && rules.Level >= ValidationLevel.Claimed && surroundings.Profiles.Value is { Count: > 0 } changed)
            issues = ClaimedProfiles.WithoutPending(issues, content, json, changed, rules);
        return SentPlaces.In(content.Sent, issues);
    }

    private static ValidationOptions OptionsOf(ValidationRules rules) => new()
    {
        UseClaimedProfiles = rules.Level >= ValidationLevel.Claimed,
        IsStructureChecked = true,
        Language = MessageLanguages.Current,
        References = rules.References ?? ReferenceCheck.Text,
        BestPractice = rules.BestPractice ?? BestPractice.Ignore,
    };

    /// <summary>Everything that is wrong with a body, with its lines and columns, and not only by the rules for writes: for those who ask.</summary>
    /// <param name="json">As it was sent; it need not be a resource.</param>
    /// <param name="type">The resource type that it should be of.</param>
    /// <param name="profiles">Canonicals that it must conform to besides.</param>
    /// <param name="asWrite">Whether the profiles that the rules require of its type count too.</param>
    /// <param name="id">That it will be stored under; null where that is not known.</param>
    /// <param name="mustExist">Whether references must lead to something, whatever the rules say.</param>
    /// <param name="cancellationToken">Given up.</param>
    public async ValueTask<IReadOnlyList<Issue>> JudgeAsync(
        ReadOnlyMemory<byte> json, string type, IReadOnlyList<string> profiles, bool asWrite, string? id, bool mustExist, CancellationToken cancellationToken)
    {
        await policy.FreshAsync(cancellationToken);
        await catalog.FreshAsync(cancellationToken);
        // Who asks what a write would meet must know the rules for it.
        var rules = asWrite ? policy.Current : policy.Known;
        var options = OptionsOf(rules) with { Profiles = profiles, UseClaimedProfiles = true, IsStructureChecked = false };
        if (mustExist)
            options = options with { References = ReferenceCheck.Exist };
        if (!asWrite)
            rules = rules with { Level = ValidationLevel.Claimed };
        var judge = id is null ? validator : validator.With(StoredReferences.With(references, $"{type}/{id}", Utf8Bom.Skip(json)));
        return await new RequiredProfiles(judge, rules).ValidateAsync(json, type, options, cancellationToken);
    }

    /// <summary>That nothing was found, as an issue.</summary>
    public static Issue Nothing(MessageLanguage language) =>
        Issue.Information(MessageTable.Valid.Type, MessageTable.Valid.Code, MessageTable.Valid.Text(language));

    private static bool IsError(Issue issue) => issue.Severity is IssueSeverity.Error or IssueSeverity.Fatal;
}
