using FhirHub.Engine.Indexing;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// All places of the default order that begin with the same digits. The local engine bounds an index walk on entry and place by an
/// anchored prefix, but not by a comparison; so a walk that begins in the middle goes from window to window.
/// </summary>
/// <param name="Prefix">The digits; none for all places.</param>
/// <param name="Beyond">Only places beyond this one in the direction of the walk; null for the whole window.</param>
internal readonly record struct OrderWindow(string Prefix, string? Beyond)
{
    /// <summary>The window of some width that holds a place, and of it the part beyond.</summary>
    public static OrderWindow Around(string place, int digits) => new(place[..Math.Min(digits, place.Length)], place);

    /// <summary>The rest of the next wider window.</summary>
    public OrderWindow Widened(bool descending) => new(Prefix[..^1], descending ? Prefix : Prefix + Digits.Largest);

    /// <summary>The rest of the next wider window, as whole windows of this width.</summary>
    public IEnumerable<OrderWindow> Siblings(bool descending)
    {
        string parent = Prefix[..^1];
        int own = OrderKey.Digits.IndexOf(Prefix[^1], StringComparison.Ordinal);
        var digits = descending ? OrderKey.Digits[..own].Reverse() : OrderKey.Digits[(own + 1)..];
        return digits.Select(d => new OrderWindow(parent + d, null));
    }

    private static class Digits
    {
        /// <summary>Behind every place that begins with the same digits.</summary>
        public const string Largest = "~";
    }
}
