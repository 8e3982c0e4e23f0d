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
    private const int MaxResults = 50;

    // The newest mostly passes. What was read is not read again.
    private static readonly int[] Portions = [2, 32, 1000];

    /// <summary>Reports of the item that may pass.</summary>
    public async IAsyncEnumerable<Reading<DiagnosticReport>> FindAsync(
        CatalogueItem item, RecognitionTerms terms, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string window = $"date=ge{ChinaTime.ForSearch(time.AddDays(-terms.DaysOf(item)))}&date=le{ChinaTime.ForSearch(time)}";
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

        foreach (var report in await WithResultAsync(item, $"&{Final}&{window}", Final, MaxResults, cancellationToken))
            yield return report;
    }

    /// <summary>The newest report of the item, whatever there is against it; null where there is none.</summary>
    public async Task<Reading<DiagnosticReport>?> NewestAsync(CatalogueItem item, CancellationToken cancellationToken)
    {
        string until = $"&{Some}&date=le{ChinaTime.ForSearch(time)}";
        var own = await ledger.SearchAsync<DiagnosticReport>($"patient={patient}&code={CodesOf(item)}{until}&{NewestFirst}", 1, cancellationToken);
        var others = await WithResultAsync(item, until, Some, 1, cancellationToken);
        return own.Concat(others).MaxBy(r => ReportReader.EffectiveOf(r.Resource.Effective));
    }

    /// <summary>Reports of something wider, a panel, in which a result is one of the item.</summary>
    private async Task<IReadOnlyList<Reading<DiagnosticReport>>> WithResultAsync(CatalogueItem item, string conditions, string status, int limit, CancellationToken cancellationToken)
    {
        if (item.Category is "imaging" or "pathology" or "ecg")
            return [];
        var results = await ledger.SearchAsync<Observation>($"patient={patient}&code={CodesOf(item)}{conditions}&{NewestFirst}", limit, cancellationToken);
        return results.Count == 0
            ? []
            : await ledger.SearchAsync<DiagnosticReport>($"patient={patient}&result={string.Join(',', results.Select(r => r.Key))}&{status}&{NewestFirst}", limit, cancellationToken);
    }

    private static string CodesOf(CatalogueItem item) => string.Join(',', item.Tokens.Select(t => t.ForSearch()));

    /// <summary>Those of the report: a mark on its results alone is found by the results.</summary>
    private static string MarkOf(RecognitionTerms terms) => terms.QualityMarkRequired.Value
        ? $"&recognition-scope={string.Join(',', Scopes.OfDivisions.Concat(Scopes.OfNetworks).Select(s => new Token(MarkScopes, s).ForSearch()))}"
        : "";
}
