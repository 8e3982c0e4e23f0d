using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Search.Execution;

/// <summary>The neighbours of a page.</summary>
/// <param name="order">The search's order.</param>
/// <param name="at">The moment of all its pages.</param>
/// <param name="position">Where this page began; null for the first page of a search.</param>
/// <param name="rows">Its rows, in order.</param>
/// <param name="more">Whether there are more rows in the direction in which it was read.</param>
/// <param name="total">As known.</param>
internal sealed class PageLinks(Order order, Snapshot at, PagePosition? position, IReadOnlyList<RowDocument> rows, bool more, long? total)
{
    private readonly bool _backward = position?.Backward ?? false;
    private readonly int _page = position?.Page ?? 1;

    public PagePosition? First => Next is null && Previous is null ? null : new PagePosition { At = at, Total = total };

    public PagePosition? Next => _backward || more ? Beside(rows.Count > 0 ? rows[^1] : null, backward: false) : null;

    public PagePosition? Previous => (_backward ? more : position?.Place is not null) ? Beside(rows.Count > 0 ? rows[0] : null, backward: true) : null;

    /// <summary>A page without rows has its neighbours on both sides of the place where it began.</summary>
    private PagePosition Beside(RowDocument? row, bool backward) => new()
    {
        At = at,
        Place = row is null ? position?.Place : order.PlaceOf(row),
        Backward = backward,
        Page = Math.Max(_page + (backward ? -1 : 1), 1),
        Total = total,
    };
}
