using System.Globalization;

namespace FhirHub.Engine.Indexing.Registry;

/// <summary>
/// Says that all resources are indexed by a parameter as it was defined when its fingerprint was taken. Kept as text in the document of the
/// SearchParameter: <c>Patient.nickname=0a1b…</c>, with <c>?</c> and milliseconds since 1970 behind it where there was nothing to index
/// at that time and what was being written then has still to be looked at.
/// </summary>
internal sealed record IndexMark(string Prefix, string Fingerprint, DateTimeOffset? Unchecked)
{
    /// <summary>Null for what is none.</summary>
    public static IndexMark? Parse(string text)
    {
        if (text.Split('=') is not [var prefix, var rest])
            return null;
        return rest.Split('?') switch
        {
            [var fingerprint] => new IndexMark(prefix, fingerprint, null),
            [var fingerprint, var at] when long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out long ms) =>
                new IndexMark(prefix, fingerprint, DateTimeOffset.FromUnixTimeMilliseconds(ms)),
            _ => null,
        };
    }

    public bool Covers(RegisteredParameter parameter) => Prefix == parameter.Prefix && Fingerprint == parameter.Fingerprint;

    public override string ToString() => Unchecked is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}={Fingerprint}?{at.ToUnixTimeMilliseconds()}")
        : $"{Prefix}={Fingerprint}";
}
