using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>
/// Finds reports of an item by the index, the newest first. What the index can answer is asked of it, so that of a thousand reports only those
/// that may pass are read.
/// </summary>
internal sealed class Candidates(Ledger ledger, ResourceKey patient, DateTimeOffset time)
{
    private const string MarkScopes = "https://fhirhub.example/fhir/cn-base/CodeSystem/recognition-scope";
    private const string Final = "status=final,amended,corrected,appended";
    private const string Some = "status=registered,partial,preliminary,final,amended,corrected,appended";
    private const string NewestFirst = "_sort=-date";

    // The newest mostly passes. What was read is not read again.
    private static readonly int[] Portions = [2, 32, 1000];

    // Results that stand in no report may be many, and newer than those of a panel.
    private static readonly int[] ResultPortions = [50, 1000];

    /// <summary>Reports of the item that may pass.</summary>
    public async IAsyncEnumerable<Reading<DiagnosticReport>> FindAsync(
        CatalogueItem item, RecognitionTerms terms, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string window = $"date=ge{ChinaTime.ForSearch(ChinaTime.DaysLater(time, -terms.DaysOf(item)))}&date=le{ChinaTime.ForSearch(time)}";
        string criteria = $"patient={patient}&code={CodesOf(item)}&{Final}&{window}{MarkOf(terms)}&{NewestFirst}";
        int seen = 0;
        foreach (int portion in Portions)
        {
            var found = await ledger.SearchAsync<DiagnosticReport>(criteria, portion, cancellationToken);
            foreach (var report in found.Skip(seen))
                yield return report;
            if (found.Count < portion)
                break;
            seen = found.Count;
        }

        await foreach (var report in WithResultAsync(item, $"&{Final}&{window}", Final, cancellationToken))
            yield return report;
    }

    /// <summary>The newest report of the item, whatever there is against it; null where there is none.</summary>
    public async Task<Reading<DiagnosticReport>?> NewestAsync(CatalogueItem item, CancellationToken cancellationToken)
    {
        string until = $"&{Some}&date=le{ChinaTime.ForSearch(time)}", own = $"patient={patient}&code={CodesOf(item)}";
        var found = new List<Reading<DiagnosticReport>>();
        found.AddRange(await ledger.SearchAsync<DiagnosticReport>($"{own}&{Some}&{NewestFirst}", 1, cancellationToken));
        // One of a time to come, or of none, is told where there is no other.
        if (found.Exists(r => !IsThere(r)))
            found.AddRange(await ledger.SearchAsync<DiagnosticReport>(own + until + "&" + NewestFirst, 1, cancellationToken));
        await foreach (var report in WithResultAsync(item, until, Some, cancellationToken))
        {
            found.Add(report);
            break;
        }

        return found.OrderByDescending(IsThere).ThenByDescending(r => ReportReader.EffectiveOf(r.Resource.Effective)).FirstOrDefault();
    }

    private bool IsThere(Reading<DiagnosticReport> report) => ReportReader.EffectiveOf(report.Resource.Effective) <= time;

    /// <summary>Reports of something wider, a panel, in which a result is one of the item: those of the newest results first.</summary>
    private async IAsyncEnumerable<Reading<DiagnosticReport>> WithResultAsync(
        CatalogueItem item, string conditions, string status, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (item.IsFinding)
            yield break;
        int seen = 0;
        foreach (int portion in ResultPortions)
        {
            var results = await ledger.SearchAsync<Observation>($"patient={patient}&code={CodesOf(item)}{conditions}&{NewestFirst}", portion, cancellationToken);
            if (results.Count > seen)
            {
                string wanted = string.Join(',', results.Skip(seen).Select(r => r.Key));
                foreach (var report in await ledger.SearchAsync<DiagnosticReport>($"patient={patient}&result={wanted}&{status}&{NewestFirst}", portion, cancellationToken))
                    yield return report;
            }

            if (results.Count < portion)
                yield break;
            seen = results.Count;
        }
    }

    private static string CodesOf(CatalogueItem item) => string.Join(',', item.Tokens.Select(t => t.ForSearch()));

    /// <summary>Those of the report: a mark on its results alone is found by the results.</summary>
    private static string MarkOf(RecognitionTerms terms) => terms.QualityMarkRequired.Value
        ? $"&recognition-scope={string.Join(',', Scopes.OfDivisions.Concat(Scopes.OfNetworks).Select(s => new Token(MarkScopes, s).ForSearch()))}"
        : "";
}
