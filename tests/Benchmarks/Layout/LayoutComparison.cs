using System.Diagnostics;
using System.Globalization;
using FhirHub.Benchmarks.Load;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Layout;

/// <summary>One collection for all types beside a collection per type, filled with the same documents.</summary>
internal sealed class LayoutComparison(IMongoDatabase database, int documents)
{
    private const int PageRows = 51;
    private readonly StoreLayout[] _layouts = [new OneCollection(database), new CollectionPerType(database)];
    private int _inserted;

    public async Task FillAsync(CancellationToken cancellationToken)
    {
        foreach (var layout in _layouts)
        {
            long start = Stopwatch.GetTimestamp();
            await layout.PrepareAsync(cancellationToken);
            double prepared = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await layout.FillAsync(documents, cancellationToken);
            int indexes = layout.Collections.Sum(c => c.Value.Length + 1);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{layout.Name}: {layout.Collections.Count} collections, {indexes} indexes, made in {prepared:0.00} s; filled in {Stopwatch.GetElapsedTime(start).TotalSeconds - prepared:0} s"));
        }
    }

    /// <summary>How much disk each takes, right after filling.</summary>
    public async Task WriteSizesAsync(CancellationToken cancellationToken)
    {
        foreach (var layout in _layouts)
        {
            var (count, data, indexes) = await layout.SizeAsync(cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{layout.Name}: {count} documents, data {data:0.0} MB, indexes {indexes:0.0} MB"));
        }
    }

    public IReadOnlyList<Comparison> All() =>
    [
        new("create", Each((layout, _, _, token) => layout.InsertAsync(documents + Interlocked.Increment(ref _inserted), token))),
        new("read by id", Each((layout, client, turn, token) => layout.ReadAsync((client * 7919 + turn * 31) % documents, token))),
        new("type history page, 50 rows", Each((layout, client, turn, token) =>
            layout.TypePageAsync(LayoutDocuments.TypeOf(client + turn), PageRows, token))),
        new("system history page, 50 rows", Each((layout, _, _, token) => layout.SystemPageAsync(PageRows, token))),
    ];

    private Variant[] Each(Func<StoreLayout, int, int, CancellationToken, ValueTask<bool>> work) =>
        [.. _layouts.Select(layout => new Variant(layout.Name, (client, turn, token) => work(layout, client, turn, token)))];
}
