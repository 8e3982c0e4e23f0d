namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Moves an item within the list the path selects.</summary>
internal sealed class MoveOperation : FhirPathOperation
{
    /// <summary>Index of the item.</summary>
    public required int Source { get; init; }

    /// <summary>Its index afterwards.</summary>
    public required int Destination { get; init; }

    protected override string Type => "move";

    public override void Apply(PatchTarget target)
    {
        var list = SelectList(target) ?? throw NoElement();
        CheckPosition("source", Source, list.Member.Count - 1);
        CheckPosition("destination", Destination, list.Member.Count - 1);
        list.Member.MoveItem(Source, Destination);
    }
}
