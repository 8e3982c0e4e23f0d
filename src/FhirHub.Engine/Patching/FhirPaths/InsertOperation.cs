namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Puts an item into the list the path selects, before the item that has the index now.</summary>
internal sealed class InsertOperation : FhirPathOperation
{
    public required int Position { get; init; }

    public required PatchValue Value { get; init; }

    protected override string Type => "insert";

    public override void Apply(PatchTarget target)
    {
        if (SelectList(target) is not { } list)
        {
            InsertFirst(target);
            return;
        }

        CheckPosition("index", Position, list.Member.Count);
        var (_, value, sibling) = target.Build(list.Element, Value, list.Around);
        list.Member.Insert(Position, value, sibling);
    }

    // A path selects nothing in an empty list; its last name tells which list is meant.
    private void InsertFirst(PatchTarget target)
    {
        if (Path.Split() is not var (parentPath, name)
            || SelectOne(target, parentPath) is not { } parent
            || parent.Type.FindElement(name) is not { } element)
            throw NoElement();
        if (!element.IsArray)
            throw new PatchPathException("patch-not-a-list", $"\"{name}\" does not repeat.");
        CheckPosition("index", Position, 0);
        var (member, value, sibling) = target.Build(element, Value, parent.Depth + 1);
        new JsonMember(parent.Members(), member).Insert(0, value, sibling);
    }
}
