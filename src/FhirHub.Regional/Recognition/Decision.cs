using System.Globalization;
using FhirHub.Engine.Indexing.Values;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Recognition;

/// <summary>Whether a result is recognised: every reason against it, in the order in which they count. Without any reading.</summary>
internal static class Decision
{
    private const string Unknown = "–";

    /// <summary>Against an item, whatever the report.</summary>
    public static IEnumerable<Reason> Against(CatalogueItem item, RecognitionTerms terms)
    {
        if (terms.Mode.Value == "share-only")
            yield return new Reason(RecognitionRules.ShareOnly, terms.Mode.Source);
        if (item.Several is { } several)
            yield return new Reason(RecognitionRules.Ambiguous, terms.Catalogue.Source, item.Name, several);
        else if (item.Fault is { } property)
            yield return new Reason(RecognitionRules.Faulty, terms.Catalogue.Source, item.Name, terms.Catalogue.Value, property);
        else if (!item.IsListed && terms.CatalogueRequired.Value)
            yield return new Reason(RecognitionRules.NotListed, terms.CatalogueRequired.Source, item.Name, terms.Catalogue.Value);
    }

    /// <summary>Against a report of the item.</summary>
    /// <param name="report">What it says.</param>
    /// <param name="item">What is wanted.</param>
    /// <param name="requester">Who asks.</param>
    /// <param name="terms">The policy.</param>
    /// <param name="time">As of when.</param>
    public static IEnumerable<Reason> Against(ReportFacts report, CatalogueItem item, Participant requester, RecognitionTerms terms, DateTimeOffset time)
    {
        if (!report.IsOfItem)
        {
            yield return new Reason(RecognitionRules.OtherItem, PolicySource.Default, report.Key, item.Name);
            yield break;
        }

        foreach (var reason in AgainstTime(report, item, terms, time))
            yield return reason;
        foreach (var reason in Against(report.Performer, terms))
            yield return reason;
        if (requester.Reference is null || requester.Reference != report.Performer.Reference)
        {
            foreach (var reason in Against(requester, terms))
                yield return reason;
        }

        foreach (var reason in AgainstScope(report, requester, terms))
            yield return reason;
        foreach (var reason in AgainstResults(report, item, terms))
            yield return reason;
    }

    /// <summary>The last moment at which the result counts; null where the report does not say from when.</summary>
    public static DateTimeOffset? Expires(ReportFacts report, CatalogueItem item, RecognitionTerms terms) =>
        report.Effective is { } effective ? ChinaTime.DaysLater(effective, terms.DaysOf(item)) : null;

    private static IEnumerable<Reason> AgainstTime(ReportFacts report, CatalogueItem item, RecognitionTerms terms, DateTimeOffset time)
    {
        var expires = Expires(report, item, terms);
        var source = item.ValidityDays is null ? terms.ValidityDays.Source : terms.Catalogue.Source;
        if (report.Effective > time)
            yield return new Reason(RecognitionRules.NotYet, PolicySource.Default, ChinaTime.Write(report.Effective.Value).Value!, ChinaTime.Write(time).Value!);
        if (!report.IsFinal)
            yield return new Reason(RecognitionRules.Preliminary, PolicySource.Default, report.Status);
        else if (report.OpenResult is { } status)
            yield return new Reason(RecognitionRules.OpenResult, PolicySource.Default, status);
        if (expires is null)
            yield return new Reason(RecognitionRules.NoTime, source, terms.DaysOf(item));
        else if (time > expires)
            yield return new Reason(RecognitionRules.Expired, source, terms.DaysOf(item), ChinaTime.Write(expires.Value).Value!);
    }

    private static IEnumerable<Reason> Against(Participant institution, RecognitionTerms terms)
    {
        if (terms.Levels.Value.Length > 0 && !terms.Levels.Value.Contains(institution.Level))
            yield return new Reason(RecognitionRules.LevelOutside, terms.Levels.Source, institution.Name, string.Join(", ", terms.Levels.Value));
        if (terms.Ownership.Value.Length > 0 && !terms.Ownership.Value.Contains(institution.Ownership))
            yield return new Reason(RecognitionRules.OwnershipOutside, terms.Ownership.Source, institution.Name, string.Join(", ", terms.Ownership.Value));
        if (terms.InstitutionList.Value is { } list && !institution.IsListed)
            yield return new Reason(RecognitionRules.NotOnTheList, terms.InstitutionList.Source, institution.Name, list);
    }

    private static IEnumerable<Reason> AgainstScope(ReportFacts report, Participant requester, RecognitionTerms terms)
    {
        var reaching = report.Marks.Where(m => Scopes.Reaches(m, report.Performer, requester)).ToList();
        if (terms.QualityMarkRequired.Value && report.Marks.Count == 0)
            yield return new Reason(RecognitionRules.NoQualityMark, terms.QualityMarkRequired.Source);
        bool together = terms.Scopes.Value.Any(s => Scopes.AreTogether(s, report.Performer, requester) || (s == "region" && reaching.Any(m => m.Scope == s)));
        if (!together)
            yield return new Reason(RecognitionRules.OutsideScope, terms.Scopes.Source, report.Performer.Name, requester.Name, string.Join(", ", terms.Scopes.Value));
        else if (terms.QualityMarkRequired.Value && report.Marks.Count > 0 && reaching.Count == 0)
            yield return new Reason(RecognitionRules.MarkElsewhere, terms.QualityMarkRequired.Source, string.Join(", ", report.Marks.Select(m => m.Text)), requester.Name);
    }

    /// <summary>What the catalogue wants to be comparable and a result does not tell cannot be compared.</summary>
    private static IEnumerable<Reason> AgainstResults(ReportFacts report, CatalogueItem item, RecognitionTerms terms)
    {
        if (!item.LooksAtResults)
            yield break;
        IReadOnlyList<ResultFacts> results = report.Results.Count > 0 ? report.Results : [ResultFacts.None];
        var source = terms.Catalogue.Source;
        if (item.Methods.Count > 0 && results.FirstOrDefault(r => !r.Methods.Intersect(item.Methods, StringComparer.OrdinalIgnoreCase).Any()) is { } method)
            yield return new Reason(RecognitionRules.OtherMethod, source, method.Methods.Count > 0 ? method.Methods[0] : Unknown, string.Join(", ", item.Methods));
        if (item.Unit is not { } unit)
            yield break;
        if (results.FirstOrDefault(r => r.Unit is null || !Units.AreComparable(r.Unit, unit)) is { } other)
            yield return new Reason(RecognitionRules.OtherUnit, source, other.Unit ?? Unknown, unit);
        else if (item.Limits is { } limits && results.FirstOrDefault(r => Converted(r, unit)?.IsWithin(limits) != true) is { } range)
            yield return new Reason(RecognitionRules.OtherRange, source, range.Range is { } told ? string.Create(CultureInfo.InvariantCulture, $"{told} {range.Unit}") : Unknown, $"{limits} {unit}");
    }

    private static ReferenceLimits? Converted(ResultFacts result, string unit) => result is { Range: { } range, Unit: { } from }
        ? new ReferenceLimits(range.Low is { } low ? Units.Convert(low, from, unit) : null, range.High is { } high ? Units.Convert(high, from, unit) : null)
        : null;
}
