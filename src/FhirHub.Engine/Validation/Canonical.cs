namespace FhirHub.Engine.Validation;

/// <summary>A canonical URL taken apart, https://hl7.org/fhir/R4/references.html#canonical.</summary>
internal readonly record struct Canonical(string Url, string? Version)
{
    public static Canonical Parse(string text)
    {
        var fragment = text.IndexOf('#', StringComparison.Ordinal);
        if (fragment > 0)
            text = text[..fragment];
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? new Canonical(text, null) : new Canonical(text[..bar], text[(bar + 1)..]);
    }

    public override string ToString() => Version is null ? Url : $"{Url}|{Version}";
}
