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
            var groups = new CodeGroups(max);
            await foreach (var rows in runner.Finder.CurrentAsync(plan, default, 0, withContent: false, reading).Chunk(AtOnce))
            {
                var codes = await CodesAsync(rows, reading);
                foreach (var row in rows)
                    groups.Add(row, codes.GetValueOrDefault(row.Id) ?? []);
            }

            return (IReadOnlyList<StoredVersion>)await runner.Finder.Content.LoadAsync(groups.Newest(), limits.PageBytes, reading);
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

    /// <summary>The newest rows of each code; a row that has codes of several groups makes them one. Rows come newest first.</summary>
    private sealed class CodeGroups(int max)
    {
        private readonly Dictionary<string, List<(int Number, RowDocument Row)>> _groups = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
        private int _rows;

        public void Add(RowDocument row, IReadOnlyList<string> codes)
        {
            string group = Root(codes.Count > 0 ? codes[0] : "\u0001" + row.Id);
            foreach (string code in codes.Skip(1))
                Join(Root(code), group);
            if (!_groups.TryGetValue(group, out var rows))
                _groups.Add(group, rows = []);
            if (rows.Count < max)
                rows.Add((_rows, row));
            _rows++;
        }

        /// <summary>Group by group, that of the newest row first.</summary>
        public List<RowDocument> Newest() => [.. _groups.Values.OrderBy(g => g[0].Number).SelectMany(g => g.Select(r => r.Row))];

        private void Join(string other, string group)
        {
            if (other == group)
                return;
            _parents[other] = group;
            if (!_groups.Remove(other, out var others))
                return;
            var own = _groups.GetValueOrDefault(group, []);
            _groups[group] = [.. own.Concat(others).OrderBy(r => r.Number).Take(max)];
        }

        private string Root(string code)
        {
            while (_parents.TryGetValue(code, out string? parent))
                code = parent;
            return code;
        }
    }
}
