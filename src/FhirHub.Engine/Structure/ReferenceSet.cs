using System.Text;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>The distinct literal references of a resource to others on this server, https://hl7.org/fhir/R4/references.html#literal.</summary>
internal sealed class ReferenceSet
{
    private const int LongestReference = 160;

    private const int KeptCapacity = 1024;

    private HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _references = [];

    public void Reset()
    {
        // Clearing takes as long as the set is wide: a wide one would slow every body that follows.
        if (_known.Count > KeptCapacity)
            _known = new(StringComparer.Ordinal);
        else
            _known.Clear();
        _references.Clear();
    }

    public IReadOnlyList<string> ToList() => _references.Count == 0 ? [] : _references.ToArray();

    /// <summary>Keeps <c>Type/id</c> of a relative reference, with or without a version; leaves fragments, URLs and queries alone.</summary>
    public void Add(ReadOnlySpan<byte> reference)
    {
        var slash = reference.IndexOf((byte)'/');
        if (slash <= 0 || FhirSchema.R4.FindResource(reference[..slash]) is null)
            return;
        var id = reference[(slash + 1)..];
        var end = id.IndexOf((byte)'/');
        if (end >= 0)
        {
            if (!id[end..].StartsWith("/_history/"u8) || !PrimitiveFormat.IsId(id[(end + "/_history/".Length)..]))
                return;
            id = id[..end];
        }
        if (PrimitiveFormat.IsId(id))
            Keep(reference[..(slash + 1 + id.Length)]);
    }

    private void Keep(ReadOnlySpan<byte> reference)
    {
        Span<char> text = stackalloc char[LongestReference];
        text = text[..Encoding.ASCII.GetChars(reference, text)];
        if (_known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text))
            return;
        var kept = text.ToString();
        _known.Add(kept);
        _references.Add(kept);
    }
}
