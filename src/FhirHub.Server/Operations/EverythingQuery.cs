using System.Globalization;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Server.Operations;

/// <summary>Says <c>$everything</c> as a search.</summary>
internal sealed class EverythingQuery(ISearchParameters parameters, MatchSettings match)
{
    /// <summary>
    /// What a record needs to be understood, and is no part of anybody's record. Never a Patient for a Patient: a reference to another one
    /// must not open that one's data.
    /// </summary>
    private static readonly string[] Supporting =
    [
        "Binary", "Device", "Endpoint", "HealthcareService", "Location", "Medication", "Organization", "Practitioner", "PractitionerRole",
        "Questionnaire", "Substance",
    ];

    private static readonly string[] OfAnEncounter = [.. Supporting, "Appointment", "Condition", "EpisodeOfCare", "Patient", "RelatedPerson", "Specimen"];

    /// <param name="compartment">Patient or Encounter.</param>
    /// <param name="key">Whose; null for all of the type.</param>
    /// <param name="given">The operation's parameters.</param>
    /// <param name="maxCount">Resources of the compartment on a page at most.</param>
    /// <exception cref="FhirException">Invalid: a value. Not supported: a type that no compartment of this kind holds.</exception>
    public SearchQuery Of(string compartment, ResourceKey? key, IReadOnlyList<KeyValuePair<string, string>> given, int maxCount)
    {
        string[] members = [.. FhirSchema.R4.Resources.Select(r => r.Name)
            .Where(t => t == compartment || Compartments.Parameters(compartment, t).Count > 0).Order(StringComparer.Ordinal)];
        string[] asked = [.. given.Where(g => g.Key == "_type").SelectMany(g => g.Value.Split(',')).Distinct().Order(StringComparer.Ordinal)];
        var supporting = compartment == "Encounter" ? OfAnEncounter : Supporting;
        if (asked.Except(members).Except(supporting).FirstOrDefault() is { } unknown)
            throw FhirException.Invalid("unknown-type", $"_type: '{unknown}' is no resource type that a record of this kind holds.");
        string[] types = asked.Length == 0 ? members : [.. asked.Intersect(members)];
        if (types.Length == 0)
            throw FhirException.NotSupported(
                "compartment-lacks-type", $"_type: the {compartment} compartment holds no {string.Join(", ", asked)}; name the types that refer to them as well.");
        var (count, warnings) = CountOf(given, maxCount);
        return new SearchQuery
        {
            Types = types,
            Where = new AllOf([Member(compartment, key), .. Since(given), .. Dates(types, given)]),
            Count = count,
            Includes = Includes(types, asked.Length == 0 ? supporting : [.. asked.Intersect(supporting).Except(members)]),
            Warnings = warnings,
        };
    }

    private static EntriesMatch Member(string compartment, ResourceKey? key) => key is { } one
        ? new EntriesMatch(one.ToString(), [], [new EntryCondition { Equal = [$"@{one}"] }])
        : new EntriesMatch(compartment, [], [new EntryCondition { Within = [EntryRange.StartingWith($"@{compartment}/")] }]);

    private static IEnumerable<Clause> Since(IReadOnlyList<KeyValuePair<string, string>> given)
    {
        if (One(given, "_since") is not { } text)
            yield break;
        if (!text.Contains('T', StringComparison.Ordinal)
            || !DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since))
            throw FhirException.Invalid("parameter-invalid", $"_since='{text}' is no instant such as 2024-01-31T08:00:00+08:00.");
        yield return new UpdatedWithin("_since", since.UtcDateTime, null);
    }

    /// <summary>Care within the dates; what has no date of care belongs to every period.</summary>
    private IEnumerable<Clause> Dates(string[] types, IReadOnlyList<KeyValuePair<string, string>> given)
    {
        SearchParameter[] dates = [.. types.Select(t => (Type: t, Code: SearchParameterCatalog.PrimaryDate(t)))
            .Where(t => t.Code is not null).Select(t => SearchParameterCatalog.R4.Find(t.Type, t.Code!)!)];
        string[] prefixes = [.. dates.Select(d => d.Prefix)];
        foreach (var (name, prefix) in new[] { ("start", "ge"), ("end", "le") })
        {
            if (One(given, name) is not { } value || dates.Length == 0)
                continue;
            if (value.Length == 0 || !char.IsAsciiDigit(value[0]))
                throw FhirException.Invalid("parameter-invalid", $"{name}='{value}' is no date such as 2024-01-31.");
            yield return new AnyOf(
            [
                new EntriesMatch(name, prefixes, [.. dates.Select(d => SearchMatching.Match(d, null, prefix + value, match))]),
                new Not(new EntriesMatch("dated", prefixes, [new EntryCondition { Within = [.. prefixes.Select(SearchMatching.Any)] }])),
            ]);
        }
    }

    private IReadOnlyList<Inclusion> Includes(string[] types, string[] targets)
    {
        var now = parameters.Current;
        SearchParameter[] references = [.. types.Union(targets).SelectMany(now.Catalog.For)
            .Where(p => p is { Type: SearchParameterType.Reference, Expression: not null } && !now.IsPending(p))];
        return [.. targets.Select(t => new Inclusion(
            Reverse: false, "*", [.. references.Where(r => r.Targets.Count == 0 || r.Targets.Contains(t))], t, Iterate: true, $"$everything to {t}"))];
    }

    private static (int Count, IReadOnlyList<Issue> Warnings) CountOf(IReadOnlyList<KeyValuePair<string, string>> given, int maxCount)
    {
        if (One(given, "_count") is not { } text)
            return (maxCount, []);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1)
            throw FhirException.Invalid("count-invalid", $"_count='{text}' is not a whole number from 1.");
        return count <= maxCount ? (count, []) : (maxCount, [new Issue
        {
            Severity = IssueSeverity.Warning, Type = "too-costly", Code = "count-limited", Diagnostics = $"Pages hold {maxCount} resources of the compartment.",
        }]);
    }

    private static string? One(IReadOnlyList<KeyValuePair<string, string>> given, string name) => given.Where(g => g.Key == name).Select(g => g.Value).ToArray() switch
    {
        [] => null,
        [var only] => only,
        _ => throw FhirException.Invalid("parameter-repeated", $"The parameter '{name}' may be given once."),
    };
}
