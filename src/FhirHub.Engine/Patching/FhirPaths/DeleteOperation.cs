namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Removes the element; that it does not exist is no error.</summary>
internal sealed class DeleteOperation : FhirPathOperation
{
    protected override string Type => "delete";

    public override void Apply(PatchTarget target)
    {
        if (SelectOne(target, Path) is not { } element)
            return;
        if (element.Slot is null)
            throw new PatchPathException("patch-not-a-resource", "the whole resource cannot be deleted by a patch.");
        element.Remove();
    }
}
