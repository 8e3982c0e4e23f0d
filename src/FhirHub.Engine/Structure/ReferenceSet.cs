using System.Text;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>
/// The distinct literal references of a resource by what can become of them, https://hl7.org/fhir/R4/references.html#literal.
/// <see cref="ParsedResource"/> says what is in each list.
/// </summary>
internal sealed class ReferenceSet
{
    private const int LongestOnStack = 256;
    private const int KeptCapacity = 1024;

    // The forms exclude one another, so one set tells for all lists what has been seen.
    private HashSet<string> _known = new(StringComparer.Ordinal);
    private List<string> _relative = [];
    private List<VersionReference> _versioned = [];
    private List<string> _unresolvable = [];
    private List<string> _absolute = [];

    public IReadOnlyList<string> Relative => ToList(_relative);

    public IReadOnlyList<VersionReference> Versioned => ToList(_versioned);

    public IReadOnlyList<string> Unresolvable => ToList(_unresolvable);

    public IReadOnlyList<string> Absolute => ToList(_absolute);

    public void Reset()
    {
        if (_known.Count == 0)
            return;
        // Clearing takes as long as the set is wide: a wide one would slow every body that follows.
        if (_known.Count > KeptCapacity)
        {
            (_known, _relative, _versioned, _unresolvable, _absolute) = (new(StringComparer.Ordinal), [], [], [], []);
            return;
        }

        _known.Clear();
        _relative.Clear();
        _versioned.Clear();
        _unresolvable.Clear();
        _absolute.Clear();
    }

    /// <param name="reference">The text of a Reference.reference, without escapes.</param>
    public void Add(ReadOnlySpan<byte> reference)
    {
        if (StartsWith(reference, "http://"u8) || StartsWith(reference, "https://"u8))
            AddTo(_absolute, reference);
        else if (StartsWith(reference, "urn:uuid:"u8) || StartsWith(reference, "urn:oid:"u8))
            AddTo(_unresolvable, reference);
        else
            AddRelative(reference);
    }

    private void AddRelative(ReadOnlySpan<byte> reference)
    {
        var end = reference.IndexOfAny((byte)'/', (byte)'?');
        if (end <= 0 || FhirSchema.R4.FindResource(reference[..end]) is null)
            return;
        if (reference[end] == (byte)'?')
        {
            AddTo(_unresolvable, reference);
            return;
        }

        var id = reference[(end + 1)..];
        var history = id.IndexOf("/_history/"u8);
        if (history < 0)
        {
            if (PrimitiveFormat.IsId(id))
                AddTo(_relative, reference);
            return;
        }

        var version = id[(history + "/_history/".Length)..];
        id = id[..history];
        if (!PrimitiveFormat.IsId(id) || !PrimitiveFormat.IsId(version))
            return;
        var key = AddTo(_relative, reference[..(end + 1 + id.Length)]);
        if (IsNew(reference, out _))
            _versioned.Add(new VersionReference(key, Encoding.ASCII.GetString(version)));
    }

    private string AddTo(List<string> list, ReadOnlySpan<byte> reference)
    {
        if (IsNew(reference, out var text))
            list.Add(text);
        return text;
    }

    private bool IsNew(ReadOnlySpan<byte> reference, out string text)
    {
        var buffer = reference.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[reference.Length];
        ReadOnlySpan<char> characters = buffer[..Encoding.UTF8.GetChars(reference, buffer)];
        if (_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(characters, out var known))
        {
            text = known;
            return false;
        }

        text = characters.ToString();
        return _known.Add(text);
    }

    // Schemes and namespaces of URNs have no case: https://www.rfc-editor.org/rfc/rfc3986#section-3.1, rfc8141#section-3.1.
    private static bool StartsWith(ReadOnlySpan<byte> reference, ReadOnlySpan<byte> start) =>
        reference.Length >= start.Length && Ascii.EqualsIgnoreCase(reference[..start.Length], start);

    private static T[] ToList<T>(List<T> list) => list.Count == 0 ? [] : list.ToArray();
}
