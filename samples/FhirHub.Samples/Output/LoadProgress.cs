using System.Diagnostics;
using System.Globalization;

namespace FhirHub.Samples.Output;

/// <summary>A line that tells how far it is, renewed twice a second at most.</summary>
internal sealed class LoadProgress(TextWriter output, int total, string verb)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _shown;
    private int _done;

    public void Add()
    {
        _done++;
        // The clock is asked once in a while only: there are a million resources.
        if ((_done & 63) != 0 || Stopwatch.GetElapsedTime(_start) - _shown < Interval)
            return;
        _shown = Stopwatch.GetElapsedTime(_start);
        Show();
    }

    public void End()
    {
        Show();
        output.WriteLine();
    }

    private void Show()
    {
        double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        output.Write(string.Create(
            CultureInfo.InvariantCulture, $"\r{_done:N0} of {total:N0} {verb}, {100.0 * _done / total:0} %, {_done / Math.Max(seconds, 0.001):N0} a second   "));
    }
}
