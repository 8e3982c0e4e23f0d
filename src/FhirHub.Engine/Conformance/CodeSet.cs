namespace FhirHub.Engine.Conformance;

/// <summary>Every code of a value set that is the required binding of a <c>code</c> element.</summary>
public sealed class CodeSet
{
    private readonly Utf8Lookup _lookup;

    internal CodeSet(string valueSet, IReadOnlyList<string> codes)
    {
        ValueSet = valueSet;
        Codes = codes;
        _lookup = new Utf8Lookup(codes);
    }

    /// <summary>Canonical URL, without version.</summary>
    public string ValueSet { get; }

    /// <summary>In the order of the value set.</summary>
    public IReadOnlyList<string> Codes { get; }

    public bool Contains(ReadOnlySpan<byte> utf8Code) => _lookup.IndexOf(utf8Code) >= 0;

    public bool Contains(string code) => _lookup.IndexOf(code) >= 0;
}
