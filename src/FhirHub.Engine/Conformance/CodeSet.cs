namespace FhirHub.Engine.Conformance;

/// <summary>Every code of a value set that is the required binding of a <c>code</c> element.</summary>
public sealed class CodeSet
{
    // Built on first use: most of the sets are never asked. A race builds equal ones.
    private Utf8Lookup? _lookup;

    internal CodeSet(string valueSet, IReadOnlyList<string> codes)
    {
        ValueSet = valueSet;
        Codes = codes;
    }

    /// <summary>Canonical URL, without version.</summary>
    public string ValueSet { get; }

    /// <summary>In the order of the value set.</summary>
    public IReadOnlyList<string> Codes { get; }

    public bool Contains(ReadOnlySpan<byte> utf8Code) => Lookup.IndexOf(utf8Code) >= 0;

    public bool Contains(string code) => Lookup.IndexOf(code) >= 0;

    private Utf8Lookup Lookup => _lookup ??= new Utf8Lookup(Codes);
}
