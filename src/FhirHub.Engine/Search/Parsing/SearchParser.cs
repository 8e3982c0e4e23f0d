using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Parsing.Criteria;
using FhirHub.Engine.Search.Parsing.Results;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>Understands a search, https://hl7.org/fhir/R4/search.html. Safe for all threads.</summary>
/// <param name="parameters">The search parameters of each type.</param>
/// <param name="settings">Bounds.</param>
/// <param name="match">How values are compared.</param>
public sealed class SearchParser(ISearchParameters parameters, SearchSettings settings, MatchSettings match)
{
    /// <summary>
    /// Understands all of a search, or says all that is wrong with it. Lenient handling leaves out what is not supported and says so in
    /// <see cref="SearchQuery.Warnings"/>; a malformed value of a parameter that is supported fails in any case.
    /// </summary>
    /// <exception cref="FhirException">Invalid or not supported, with an issue for each fault.</exception>
    public SearchQuery Parse(SearchRequest request)
    {
        // Only what "ap" compares with depends on the time.
        if (!request.Parameters.Any(p => p.Value.Contains("ap", StringComparison.Ordinal)))
            return Parse(request, At(request, match.Time));
        var time = new ReadTime(match.Time.GetUtcNow());
        var query = Parse(request, At(request, time));
        return time.IsAsked ? query with { WhereAsOf = moment => Parse(request, At(request, new ReadTime(moment))).Where } : query;
    }

    private MatchSettings At(SearchRequest request, TimeProvider time) => request.Codes is null && time == match.Time
        ? match
        : new() { Zone = match.Zone, OwnUrl = match.OwnUrl, Time = time, Codes = request.Codes ?? match.Codes };

    private SearchQuery Parse(SearchRequest request, MatchSettings settled)
    {
        RequestLimits.Check(request, settings);
        var lookup = new ParameterLookup(parameters.Current);
        var parser = new CriterionParser(lookup, settings, settled);
        var place = SearchPlace.Of(request);
        var contained = ContainedSearch.Of(request);
        var matches = contained.Mode == ContainedMode.None ? place.Types : ParameterLookup.AllTypes;
        var results = new ResultParameters(
            settings, new SortParser(lookup, new TypeScope(matches, Common: true)), new InclusionParser(lookup, matches), matches);
        var findings = new Findings(request.Strict);
        var criteria = new List<Clause>();
        foreach (var (name, value) in request.Parameters.Where(p => !KnownNames.Format.Contains(p.Key)))
            findings.Read(name, () => Read(name, value, place, contained, results, parser, criteria));
        findings.Check(() => contained.Check(criteria.Count, results));
        findings.Check(results.Complete);
        findings.ThrowErrors();
        findings.Warn(results.CountLimited);
        return new SearchQuery
        {
            Types = matches,
            AllTypes = place.AllTypes || contained.Mode != ContainedMode.None,
            Where = new AllOf([.. place.Within, .. criteria]),
            Sort = results.Sort,
            Count = results.Count,
            Total = results.Total,
            Summary = results.Summary,
            Elements = results.Elements,
            Explain = results.Explain,
            Includes = results.Includes,
            Understood = findings.Understood,
            Warnings = findings.Warnings,
        };
    }

    private KeyValuePair<string, string> Read(
        string name, string value, SearchPlace place, ContainedSearch contained, ResultParameters results, CriterionParser parser, List<Clause> criteria)
    {
        if (value.Length == 0)
            throw FhirException.NotSupported("parameter-empty", $"The parameter '{Quoted.Cut(name)}' has no value.");
        if (ResultParameters.Owns(name))
            return results.Take(name, value);
        var parsed = ParameterName.Parse(name, settings.MaxDepth);
        criteria.Add(contained.Apply(place.Types, scope => parser.Parse(scope, parsed, value).Where));
        return new(name, value);
    }
}
