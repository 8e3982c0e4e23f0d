using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>
/// Which elements of the objects being read have been seen, and how their values and <c>_</c>siblings line up. One stack for all
/// open objects, used again for the next body.
/// </summary>
internal sealed class MemberTally
{
    private readonly List<int> _nulls = [];
    private SeenElement[] _seen = new SeenElement[128];
    private int _top;

    public void Reset()
    {
        _top = 0;
        _nulls.Clear();
    }

    /// <summary>Opens an object of that type and returns its frame.</summary>
    public int Push(TypeSchema type)
    {
        var frame = _top;
        _top += type.Elements.Count;
        if (_top > _seen.Length)
            Array.Resize(ref _seen, Math.Max(_top, _seen.Length * 2));
        Array.Clear(_seen, frame, type.Elements.Count);
        return frame;
    }

    /// <summary>Closes the object, and forgets the nulls of its arrays.</summary>
    /// <param name="nullCount">What <see cref="NullCount"/> was when it was opened.</param>
    public void Pop(int frame, int nullCount)
    {
        _top = frame;
        _nulls.RemoveRange(nullCount, _nulls.Count - nullCount);
    }

    /// <summary>What was seen of one element. Valid until the next <see cref="Push"/>.</summary>
    public ref SeenElement this[int frame, ElementSchema element] => ref _seen[frame + element.Index];

    /// <summary>Remembers that the item of the array being read is null.</summary>
    public void AddNull(int index) => _nulls.Add(index);

    /// <summary>How many nulls are remembered.</summary>
    public int NullCount => _nulls.Count;

    /// <summary>The first index at which both arrays hold null, or -1.</summary>
    public int FirstCommonNull(in SeenElement seen)
    {
        var value = seen.ValueNulls;
        var sibling = seen.SiblingNulls;
        while (value.Start < value.End && sibling.Start < sibling.End)
        {
            var difference = _nulls[value.Start] - _nulls[sibling.Start];
            if (difference == 0)
                return _nulls[value.Start];
            if (difference < 0)
                value.Start++;
            else
                sibling.Start++;
        }
        return -1;
    }

    public int FirstNull((int Start, int End) range) => range.Start < range.End ? _nulls[range.Start] : -1;

    internal struct SeenElement
    {
        /// <summary>The member that held the value, and the one that held id and extensions; null when not seen.</summary>
        public PropertySchema? Value, Sibling;

        /// <summary>Items in either array; 0 when there is none to compare.</summary>
        public int ValueCount, SiblingCount;

        /// <summary>Ranges of remembered nulls.</summary>
        public (int Start, int End) ValueNulls, SiblingNulls;
    }
}
