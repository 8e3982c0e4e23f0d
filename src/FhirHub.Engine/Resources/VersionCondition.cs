using System.Globalization;

namespace FhirHub.Engine.Resources;

/// <summary>A set of versions, or all: what If-Match and If-None-Match name, https://hl7.org/fhir/R4/http.html#versioning.</summary>
public sealed record VersionCondition(bool Any, IReadOnlyList<string> Versions)
{
    public static readonly VersionCondition AnyVersion = new(true, []);

    public bool Matches(long version) => Any || Versions.Contains(version.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads a list of entity tags, <c>W/"3"</c>, or <c>*</c>; null for what is neither.</summary>
    public static VersionCondition? Parse(string text)
    {
        text = text.Trim();
        if (text == "*")
            return AnyVersion;
        var versions = new List<string>();
        foreach (string tag in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string opaque = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
            if (opaque.Length < 2 || opaque[0] != '"' || opaque[^1] != '"' || opaque[1..^1].Contains('"', StringComparison.Ordinal))
                return null;
            versions.Add(opaque[1..^1]);
        }

        return new VersionCondition(false, versions);
    }
}
