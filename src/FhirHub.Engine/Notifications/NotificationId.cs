using System.Globalization;

namespace FhirHub.Engine.Notifications;

/// <summary>
/// Ids that rise: of a node without exception, of several nodes as their clocks do. UUIDs of version 7 whose twelve bits behind the millisecond count,
/// https://www.rfc-editor.org/rfc/rfc9562#name-monotonicity-and-counters.
/// </summary>
internal static class NotificationId
{
    private const int CounterBits = 12;
    private const int CounterPlace = 15;
    private const int CounterDigits = 3;

    private static long _last;

    public static string Next()
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits, last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        string id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(next >> CounterBits)).ToString();
        string counter = (next & ((1 << CounterBits) - 1)).ToString("x3", CultureInfo.InvariantCulture);
        return string.Concat(id.AsSpan(0, CounterPlace), counter, id.AsSpan(CounterPlace + CounterDigits));
    }
}
