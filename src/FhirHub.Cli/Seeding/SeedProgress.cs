using System.Globalization;

namespace FhirHub.Cli.Seeding;

/// <summary>Tells how far it is: a bar where somebody looks, otherwise a line now and then. Safe for several threads.</summary>
internal sealed class SeedProgress(TextWriter output, bool isTerminal)
{
    private const int Width = 24;
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private string _title = "";
    private string _unit = "";
    private int _total;
    private int _done;
    private long _begun;
    private long _shown;

    public void Begin(int number, int stages, string name, string unit, int total)
    {
        lock (_gate)
        {
            _title = string.Create(CultureInfo.InvariantCulture, $"{number,2}/{stages} {name}");
            (_unit, _total, _done) = (unit, total, 0);
            _begun = _shown = TimeProvider.System.GetTimestamp();
            if (isTerminal)
                Show();
        }
    }

    public void Add(int units)
    {
        lock (_gate)
        {
            _done += units;
            if (TimeProvider.System.GetElapsedTime(_shown) < (isTerminal ? BarInterval : LineInterval))
                return;
            _shown = TimeProvider.System.GetTimestamp();
            Show();
        }
    }

    public void End()
    {
        lock (_gate)
        {
            Show();
            if (isTerminal)
                output.WriteLine();
        }
    }

    private void Show()
    {
        double seconds = TimeProvider.System.GetElapsedTime(_begun).TotalSeconds;
        string counts = string.Create(
            CultureInfo.InvariantCulture, $"{_done:N0} of {_total:N0} {_unit}, {_done / Math.Max(seconds, 0.001):N0} a second, {seconds:N1} s");
        if (isTerminal)
        {
            int full = _total == 0 ? Width : (int)((long)Width * _done / _total);
            output.Write($"\r{_title,-40} [{new string('#', full)}{new string('.', Width - full)}] {counts}   ");
        }
        else
        {
            output.WriteLine($"{_title}: {counts}");
        }

        output.Flush();
    }
}
