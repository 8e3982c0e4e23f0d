using System.Text.RegularExpressions;

namespace FhirHub.Engine.Validation.Messages;

/// <summary>A sentence or clause of FhirHub's own, in English with what varies in it as <c>{0}</c>, and its Chinese.</summary>
public sealed class Phrase(string english, string chinese)
{
    private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(200);

    // What varies may be anything, other phrases included.
    private readonly Regex _pattern = new(
        $"^{Regex.Replace(Regex.Escape(english), @"\\\{(\d)}", "(?<p$1>.*?)")}$", RegexOptions.Singleline | RegexOptions.CultureInvariant, Time);

    /// <summary>The Chinese of a text that is this phrase; null for any other text.</summary>
    /// <param name="within">Puts into Chinese what varies.</param>
    public string? Translate(string text, Func<string, string> within)
    {
        var match = _pattern.Match(text);
        return match.Success ? Regex.Replace(chinese, @"\{(\d)}", m => within(match.Groups["p" + m.Groups[1].Value].Value), RegexOptions.None, Time) : null;
    }
}
