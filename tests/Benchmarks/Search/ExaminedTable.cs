using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FhirHub.Benchmarks.Layout;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Search;

/// <summary>A table of the documents that the database looks at for each search: as <c>_explain=true</c> tells, and for the driver's query.</summary>
internal sealed partial class ExaminedTable(FhirClient client, IMongoDatabase database)
{
    public async Task WriteAsync(IEnumerable<SearchCase> searches, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("| Work | Documents examined, FhirHub | driver | Index of the driver's query |");
        await output.WriteLineAsync("|---|--:|--:|---|");
        foreach (var search in searches)
        {
            long? own = await OwnAsync(search, cancellationToken);
            var bare = search.Command is { } command ? await BareAsync(command(0), cancellationToken) : null;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {search.Name} | {own?.ToString(CultureInfo.InvariantCulture) ?? "not told"} | {(bare is null ? "several queries" : bare.Examined)} | {(bare is null ? "" : string.Join(", ", bare.Indexes))} |"));
        }
    }

    /// <summary>The sum over the queries of the search; null where the server tells none.</summary>
    private async Task<long?> OwnAsync(SearchCase search, CancellationToken cancellationToken)
    {
        var (status, body) = await client.GetAsync(search.Paths[0] + "&_explain=true", cancellationToken);
        using (body)
        {
            if (status != 200 || body is null)
                return null;
            long[] examined = [.. Examined(body.RootElement)];
            return examined.Length == 0 ? null : examined.Sum();
        }
    }

    private async Task<QueryPlan> BareAsync(BsonDocument command, CancellationToken cancellationToken) => QueryPlan.Read(
        await database.RunCommandAsync<BsonDocument>(
            new BsonDocument { { "explain", command }, { "verbosity", "executionStats" } }, cancellationToken: cancellationToken));

    /// <summary>Each query of the search is an issue of the outcome in the Bundle.</summary>
    private static IEnumerable<long> Examined(JsonElement bundle) => bundle.GetProperty("entry").EnumerateArray()
        .Where(e => e.GetProperty("search").GetProperty("mode").ValueEquals("outcome"u8))
        .SelectMany(e => e.GetProperty("resource").GetProperty("issue").EnumerateArray())
        .Select(i => Step().Match(i.TryGetProperty("diagnostics", out var text) ? text.GetString()! : ""))
        .Where(m => m.Success)
        .Select(m => long.Parse(m.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));

    [GeneratedRegex("examined ([0-9]+), returned")]
    private static partial Regex Step();
}
