using System.Text.Json;
using FhirHub.Engine.Access;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Execution;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Search;

/// <summary>
/// The newest matches of each code, https://hl7.org/fhir/R4/observation-operation-lastn.html. Observations that share a coding (system and
/// code) belong together, as do those without codings whose text is the same. The index tells the codes: only what is returned is read.
/// </summary>
public sealed class LatestByCode(SearchRunner runner, SearchLimits limits)
{
    private const int AtOnce = 500;
    private const string Code = "Observation.code";

    /// <summary>Group by group, that of the newest observation first; within a group newest first. Of observations of the same moment, always the same ones.</summary>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="query">A search of Observations; its order and page size do not count.</param>
    /// <param name="max">Observations of a code at most.</param>
    /// <exception cref="Errors.FhirException">Transient: it took longer than the time limit.</exception>
    public Task<IReadOnlyList<StoredVersion>> ReadAsync(Caller caller, SearchQuery query, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return DriverErrors.Translate(async () =>
        {
            var reading = runner.NewReading(null, cancellationToken);
            var plan = await runner.Finder.PlanAsync(new SearchScope(query.Types, query.AllTypes), query.Where, Order.Default, AtOnce, reading);
            var groups = new CodeGroups();
            await foreach (var rows in runner.Finder.CurrentAsync(plan, default, 0, withContent: false, reading).Chunk(AtOnce))
            {
                var codes = await CodesAsync(rows, reading);
                foreach (var row in rows)
                    groups.Add(row, codes.GetValueOrDefault(row.Id) ?? []);
            }

            return (IReadOnlyList<StoredVersion>)await runner.Finder.Content.LoadAsync(groups.Newest(max), limits.PageBytes, reading);
        });
    }

    private async Task<Dictionary<string, IReadOnlyList<string>>> CodesAsync(RowDocument[] rows, Reading reading)
    {
        var codes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        await foreach (var (row, entries) in runner.Finder.Entries.EntriesAsync(rows, [Code], reading))
            codes[row.Id] = entries;
        RowDocument[] textOnly = [.. rows.Where(r => codes.GetValueOrDefault(r.Id) is not { Count: > 0 })];
        await foreach (var (row, json) in runner.Finder.Content.EachAsync(textOnly, reading))
            codes[row.Id] = TextOf(json) is { } text ? ["#" + text] : [];
        return codes;
    }

    private static string? TextOf(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        return document.RootElement.TryGetProperty("code", out var code) && code.TryGetProperty("text", out var text) ? text.GetString() : null;
    }

    /// <summary>Rows by code; a row that has codes of several groups makes them one.</summary>
    private sealed class CodeGroups
    {
        private readonly List<(RowDocument Row, string Code)> _rows = [];
        private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);

        public void Add(RowDocument row, IReadOnlyList<string> codes)
        {
            string first = codes.Count > 0 ? codes[0] : "\u0001" + row.Id;
            foreach (string code in codes.Skip(1))
                _parents[Root(code)] = Root(first);
            _rows.Add((row, first));
        }

        public List<RowDocument> Newest(int max) => [.. _rows.GroupBy(r => Root(r.Code), r => r.Row, StringComparer.Ordinal).SelectMany(g => g.Take(max))];

        private string Root(string code)
        {
            while (_parents.TryGetValue(code, out string? parent) && parent != code)
                code = parent;
            return code;
        }
    }
}
