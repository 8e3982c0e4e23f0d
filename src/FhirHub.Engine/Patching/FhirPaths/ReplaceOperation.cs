namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Puts a value in the place of the element, with its id and extensions.</summary>
internal sealed class ReplaceOperation : FhirPathOperation
{
    public required PatchValue Value { get; init; }

    protected override string Type => "replace";

    public override void Apply(PatchTarget target)
    {
        var element = SelectOne(target, Path) ?? throw NoElement();
        if (element.Slot is not { } slot)
            throw new PatchPathException("patch-not-a-resource", "the whole resource cannot be replaced by a patch; update it instead.");
        var (name, value, sibling) = target.Build(slot.Element, Value, slot.Around);
        if (slot.Index is { } index)
            slot.Member.SetItem(index, value, sibling);
        else
            slot.Member.SetAs(name, value, sibling);
    }
}
