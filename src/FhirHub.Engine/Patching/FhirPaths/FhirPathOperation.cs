using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>One operation of a FHIRPath Patch.</summary>
internal abstract class FhirPathOperation
{
    /// <summary>Position among the parameters, from 0.</summary>
    public required int Index { get; init; }

    public required PatchPath Path { get; init; }

    /// <summary>The <c>type</c> of the operation.</summary>
    protected abstract string Type { get; }

    /// <exception cref="PatchPathException">The operation does not fit this resource.</exception>
    public abstract void Apply(PatchTarget target);

    public FhirException Fault(string code, string message) =>
        FhirException.Unprocessable("processing", code, $"Operation {Index} ({Type} at \"{Path.Text}\"): {message}", Path.Text);

    protected static PatchPathException NoElement() => new("patch-path-missing", "the path selects no element of the resource.");

    /// <summary>The element the path selects; null when there is none.</summary>
    protected static PatchElement? SelectOne(PatchTarget target, PatchPath path)
    {
        var found = target.Select(path, 2);
        return found.Count <= 1
            ? found.SingleOrDefault()
            : throw new PatchPathException("patch-path-ambiguous", "the path selects more than one element; it must select exactly one.");
    }

    /// <summary>The first item of the list the path selects; null when the path selects nothing.</summary>
    protected JsonSlot? SelectList(PatchTarget target)
    {
        if (ListOfOne(target) is { } list)
            return list.Index is null ? throw NotRepeating() : list;
        var items = target.Select(Path, int.MaxValue);
        if (items.Count == 0)
            return null;
        if (items[0].Slot is not { Index: not null } first)
            throw NotRepeating();
        var whole = items.Count == first.Member.Count && items.All(i => i.Slot?.Member == first.Member);
        return whole ? first : throw new PatchPathException("patch-not-a-list", "the path must select all items of one list.");
    }

    // A name under one element selects its whole list; the items need not be looked at.
    private JsonSlot? ListOfOne(PatchTarget target) =>
        Path.Split() is var (parentPath, name) && parentPath.Steps is not null && target.Select(parentPath, 2) is [var parent]
            ? parent.Child(name, 0)?.Slot
            : null;

    private static PatchPathException NotRepeating() => new("patch-not-a-list", "the path selects an element that does not repeat.");

    /// <summary>A position within a list.</summary>
    protected static void CheckPosition(string parameter, int position, int last)
    {
        if (position < 0 || position > last)
            throw new PatchPathException("patch-index-out-of-range", $"{parameter} is {position}; this list allows 0 to {last}.");
    }
}
