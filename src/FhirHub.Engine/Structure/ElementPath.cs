using System.Globalization;
using System.Text;

namespace FhirHub.Engine.Structure;

/// <summary>Where the walk stands; spelled out as FHIRPath only when there is a fault.</summary>
internal sealed class ElementPath
{
    private Step[] _steps = new Step[32];
    private int _count;

    public void Reset() => _count = 0;

    public void Push(string name)
    {
        if (_count == _steps.Length)
            Array.Resize(ref _steps, _count * 2);
        _steps[_count++] = new Step { Name = name, Index = -1 };
    }

    public void Pop() => _count--;

    /// <summary>The place in the repeating element pushed last; -1 for the element as a whole.</summary>
    public void SetIndex(int index) => _steps[_count - 1].Index = index;

    /// <summary>
    /// <c>Patient.name[0].given[1]</c>; with a child, its name appended when FHIRPath can say it. Null before the type of the resource is
    /// known: no path starts without it, and an empty one is no value of <c>OperationOutcome.issue.expression</c>.
    /// </summary>
    public string? Spell(string? child = null)
    {
        if (_count == 0)
            return null;
        var path = new StringBuilder();
        for (var i = 0; i < _count; i++)
        {
            if (i > 0)
                path.Append('.');
            path.Append(_steps[i].Name);
            if (_steps[i].Index >= 0)
                path.Append(CultureInfo.InvariantCulture, $"[{_steps[i].Index}]");
        }
        if (child is not null && IsIdentifier(child))
            path.Append('.').Append(child);
        return path.ToString();
    }

    private static bool IsIdentifier(string name) =>
        name.Length is > 0 and <= 64 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private struct Step
    {
        public string Name;
        public int Index;
    }
}
