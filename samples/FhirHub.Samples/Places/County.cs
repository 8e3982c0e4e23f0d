namespace FhirHub.Samples.Places;

/// <summary>A county, or a district or city of that level.</summary>
/// <param name="Code">Six digits of GB/T 2260.</param>
/// <param name="Townships">Some of its townships, towns and subdistricts.</param>
internal sealed record County(string Code, string Name, Prefecture Prefecture, IReadOnlyList<string> Townships)
{
    /// <summary>Most of its people live in a city.</summary>
    public bool IsUrban => Name.EndsWith('区');

    /// <summary>With the name of its prefecture in front: many share a name.</summary>
    public string FullName => Prefecture.Name + Name;
}
