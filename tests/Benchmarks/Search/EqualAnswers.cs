using System.Globalization;

namespace FhirHub.Benchmarks.Search;

/// <summary>Checks before measuring that both sides return the same documents: else a ratio would compare different work.</summary>
internal sealed class EqualAnswers(FhirClient client)
{
    private const int Looked = 8;

    /// <returns>Null where they do; else what is wrong, for people.</returns>
    public async Task<string?> FaultOfAsync(SearchCase search, CancellationToken cancellationToken)
    {
        if (search.Paths.Count == 0)
            return "nothing in the data to search for";
        for (int i = 0; i < Math.Min(Looked, search.Paths.Count); i++)
        {
            var (status, body) = await client.GetAsync(search.Paths[i], cancellationToken);
            using (body)
            {
                if (status != 200 || body is null)
                    return string.Create(CultureInfo.InvariantCulture, $"{search.Paths[i]} answers {status}");
                var page = SearchPage.Read(body.RootElement);
                var bare = await search.Bare(i, cancellationToken);
                if (bare.Total is { } total ? page.Total != total : !page.Matches.SequenceEqual(bare.Matches))
                    return $"{search.Paths[i]} gives {Text(page.Matches, page.Total)}, the driver {Text(bare.Matches, bare.Total)}";
                if (!page.Included.Order(StringComparer.Ordinal).SequenceEqual(bare.Included.Order(StringComparer.Ordinal)))
                    return $"{search.Paths[i]} includes {Text(page.Included, null)}, the driver {Text(bare.Included, null)}";
                if (bare.Total is null && bare.Matches.Count == 0)
                    return $"{search.Paths[i]} finds nothing";
            }
        }

        return null;
    }

    private static string Text(IReadOnlyList<string> keys, long? total) => total is null ? $"[{string.Join(", ", keys)}]" : $"total {total}";
}
