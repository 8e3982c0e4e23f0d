namespace FhirHub.Engine.Structure.Xml;

/// <summary>Where the reader is, in FHIRPath; text only when a fault needs it.</summary>
internal sealed class XmlPath(XmlPath? parent, string name, int index = -1)
{
    public override string ToString()
    {
        var step = index < 0 ? name : $"{name}[{index}]";
        return parent is null ? step : $"{parent}.{step}";
    }

    /// <summary>This path, with a name appended that FHIRPath can say.</summary>
    public XmlPath Child(string child) => IsIdentifier(child) ? new XmlPath(this, child) : this;

    private static bool IsIdentifier(string text) =>
        text.Length <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(text[0]);
}
