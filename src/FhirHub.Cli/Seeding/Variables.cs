using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FhirHub.Cli.Seeding;

/// <summary>What only the server knows, by name: of a track, and of all.</summary>
internal sealed partial class Variables
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(90);
    private readonly ConcurrentDictionary<string, string> _shared;
    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);

    public Variables()
        : this(new(StringComparer.Ordinal))
    {
    }

    private Variables(ConcurrentDictionary<string, string> shared) => _shared = shared;

    /// <summary>Those of a track, beside those of all.</summary>
    public Variables OfTrack() => new(_shared);

    public void Set(string name, string value, bool isShared)
    {
        if (isShared)
            _shared[name] = value;
        else
            _own[name] = value;
    }

    public string? Find(string name) => name switch
    {
        "now" => Time(TimeSpan.Zero),
        "soon" => Time(Soon),
        _ => _own.GetValueOrDefault(name) ?? _shared.GetValueOrDefault(name),
    };

    /// <summary>A text with values for its variables; null where one has none.</summary>
    public string? Fill(string text)
    {
        bool isComplete = true;
        string filled = Pattern().Replace(text, match =>
        {
            string? value = Find(match.Groups[1].Value);
            isComplete &= value is not null;
            return value ?? "";
        });
        return isComplete ? filled : null;
    }

    public byte[]? Fill(ReadOnlyMemory<byte> json) => Fill(Encoding.UTF8.GetString(json.Span)) is { } text ? Encoding.UTF8.GetBytes(text) : null;

    private static string Time(TimeSpan later) => (TimeProvider.System.GetUtcNow() + later).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex("@([a-z]+(?:-[a-z0-9]+)*)@")]
    private static partial Regex Pattern();
}
