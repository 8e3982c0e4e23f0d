namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Appends a child to the element: a new item of a repeating child, or a child that does not exist yet.</summary>
internal sealed class AddOperation : FhirPathOperation
{
    /// <summary>The child by its element name, for example <c>deceased</c>.</summary>
    public required string Child { get; init; }

    public required PatchValue Value { get; init; }

    protected override string Type => "add";

    public override void Apply(PatchTarget target)
    {
        var element = SelectOne(target, Path) ?? throw NoElement();
        var child = ValueBuilder.FindElement(element.Type, Child)
            ?? throw new PatchPathException("patch-element-unknown", $"{element.Type.Name} has no element \"{Child}\".");
        if (!child.IsArray && element.MembersOrNull is { } members && PatchElement.FindMember(members, child) is not null)
            throw new PatchPathException("patch-element-exists", $"\"{Child}\" exists and does not repeat; replace it instead.");

        var (name, value, sibling) = target.Build(child, Value, element.Depth + (child.IsArray ? 1 : 0));
        var member = new JsonMember(element.Members(), name);
        if (child.IsArray)
            member.Insert(member.Count, value, sibling);
        else
            member.Set(value, sibling);
    }
}
