namespace FhirHub.Engine.Packs;

/// <summary>A pack that cannot be read, resolved or installed: every fault, each a sentence that names its file.</summary>
public sealed class PackException(string source, IReadOnlyList<string> faults) : Exception(TextOf(source, faults))
{
    private const int Shown = 20;

    public PackException(string source, string fault)
        : this(source, [fault])
    {
    }

    public IReadOnlyList<string> Faults => faults;

    private static string TextOf(string source, IReadOnlyList<string> faults)
    {
        string text = $"The pack {source} cannot be used: {string.Join(" ", faults.Take(Shown))}";
        return faults.Count > Shown ? $"{text} And {faults.Count - Shown} more." : text;
    }
}
